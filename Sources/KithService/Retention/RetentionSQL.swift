internal import SQLite

/// The statements that find what is due: `$1` is the end of the last day from which a period has passed.
struct RetentionSQL: Sendable {
    /// Ids behind `$2`, at most `$3`, that the worker `$4` may read at `$5`, with the day from which the period runs.
    let own: SQL
    /// The same for the operator of the file.
    let all: SQL
    /// The day from which the period of the record `$2` runs, where it has passed.
    let one: SQL

    private init(_ table: String, since: String, where condition: String, mayRead: (AccessRule.Marks) -> String) {
        let due = "SELECT \(table).id, \(since) AS since FROM \(table) WHERE \(condition)"
        func text(_ rule: String) -> SQL {
            SQL(
                fixed: """
                    SELECT id, since FROM (\(due)\(rule)) WHERE since <= $1 AND id > $2 ORDER BY id LIMIT $3
                    """)
        }
        own = text(" AND \(table).id IN (\(mayRead(.behind(3))))")
        all = text("")
        one = SQL(fixed: "SELECT since FROM (\(due) AND \(table).id = $2) WHERE since <= $1")
    }

    static let statements: [RetentionRule.Trigger: RetentionSQL] = [
        .caseAtRest: RetentionSQL(
            "cases", since: lastMove("cases.id"), where: "cases.state = 'at_rest'", mayRead: AccessSQL.cases),
        .personLastContact: RetentionSQL(
            "people",
            since: """
                coalesce((
                    SELECT max(max(\(lastMove(#"own."case""#)), coalesce(\(lastContact), '')))
                    FROM case_people AS own WHERE own.person = people.id), people.updated_at)
                """,
            where: """
                \(atRest) AND (EXISTS (SELECT 1 FROM case_people AS own WHERE own.person = people.id) OR NOT EXISTS (
                    SELECT 1 FROM relationships WHERE from_id = people.id OR to_id = people.id))
                """,
            mayRead: AccessSQL.people),
        .personDied: RetentionSQL(
            // Of a year the last day, and of a month the thirty-first: never earlier than it can have been.
            "people",
            since: "people.died_on || substr('-12-31', length(people.died_on) - 3)",
            where: "people.died_on IS NOT NULL AND \(atRest)",
            mayRead: AccessSQL.people),
    ]

    private static func lastMove(_ supportCase: String) -> String {
        #"(SELECT max(move.created_at) FROM case_moves AS move WHERE move."case" = \#(supportCase))"#
    }

    private static let lastContact =
        #"(SELECT max(contact.at) FROM contacts AS contact WHERE contact."case" = own."case")"#

    // A record that was merged into another goes with it.
    private static let atRest = """
        people.merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM case_people AS own JOIN cases ON cases.id = own."case"
            WHERE own.person = people.id AND cases.state <> 'at_rest')
        """
}
