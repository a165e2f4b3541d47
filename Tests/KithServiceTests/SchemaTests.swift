import JSON
import SQLite
import Testing

@testable import KithService

/// What the declarations say, and what the database says, are the same.
@Suite struct SchemaTests {
    /// Columns that every table has, filled by `Table` itself or with a value of the schema's own.
    private static let own: Set = [
        "id", "type", "version", "created_at", "created_by", "updated_at", "sort_name", "hash", "number", "in_case",
    ]

    private func check<Record: Resource>(_ table: Table<Record>, _ db: Connection) throws {
        var columns: [String: Bool] = [:]
        try db.queryText("SELECT name, \"notnull\" FROM pragma_table_info(?)", [.text(table.name)]) { row in
            columns[row.string(0)] = row.bool(1)
        }
        let fields = Record.fields.specs
        for spec in fields {
            for column in spec.columns {
                #expect(columns[String(column.dropFirst().dropLast())] != nil, "\(table.name) has no column \(column)")
            }
        }
        for (column, isNeeded) in columns where isNeeded && !Self.own.contains(column) {
            let spec = fields.first { $0.columns.contains(FieldSpec.quoted(column)) }
            let isFilled = spec.map { $0.isAlwaysThere || $0.mutability != .writable } ?? false
            #expect(isFilled, "\(table.name).\(column) can be left empty by its declaration, and not by the database")
        }
    }

    @Test func everyColumnThatMustBeFilledIs() throws {
        let test = try TestService()
        let db = try Connection(path: test.path, options: .reader)
        try check(Person.table, db)
        try check(Relationship.table, db)
        try check(Account.table, db)
        try check(Case.table, db)
        try check(Lead.table, db)
        try check(Move.table, db)
        try check(Contact.table, db)
        try check(Note.table, db)
        try check(Step.table, db)
        try check(Pull.table, db)
        try check(Decision.table, db)
        try check(ServiceUse.table, db)
        try check(Barrier.table, db)
        try check(BarrierLink.table, db)
        try check(Cover.table, db)
        try check(Handover.table, db)
        try check(TeamMember.table, db)
        try check(PersonBarrier.table, db)
        try check(Notice.table, db)
        try check(RightsRequest.table, db)
        try check(Consent.table, db)
        try check(ShareDecision.table, db)
        try check(LegalHold.table, db)
        try check(Erasure.table, db)
        try check(Merge.table, db)
        try check(Household.table, db)
        try check(HouseholdMember.table, db)
        try check(Asset.table, db)
        try check(Confirmation.table, db)
        try check(Agency.table, db)
        try check(Team.table, db)
        try check(Worker.table, db)
        try check(Token.table, db)
        try check(Audit.table, db)
    }

    /// A closed list stands in the database too: each code of the file is in a CHECK of the column, and no other.
    @Test(arguments: [
        ("cases", "state", VocabularyName.caseState), ("cases", "at_rest_reason", .atRestReason),
        ("cases", "entry_route", .entryRoute), ("case_moves", "state", .caseState),
        ("case_moves", "reason", .atRestReason),
        ("contacts", "channel", .channel), ("contacts", "initiated_by", .initiatedBy), ("contacts", "demand", .demand),
        ("accounts", "said_by", .saidBy), ("accounts", "circle", .circle), ("accounts", "strength", .strength),
        ("accounts", "flow", .flow), ("assets", "kind", .assetKind), ("assets", "formality", .formality),
        ("assets", "room", .room), ("assets", "listing", .listing), ("asset_bases", "basis", .basis),
        ("confirmations", "how", .confirmedHow), ("workers", "role", .role), ("tokens", "role", .role),
        ("tokens", "acts_for", .actsFor),
        ("case_team", "contribution", .contribution), ("access_grants", "purpose", .accessPurpose),
        ("person_barriers", "kind", .personBarrierKind), ("note_grants", "purpose", .accessPurpose),
        ("notes", "standing", .standing), ("notes", "visibility", .visibility), ("steps", "kind", .stepKind),
        ("steps", "who_acts", .whoActs),
        ("pulls", "outcome", .pullOutcome), ("service_uses", "source", .usageSource),
        ("rights_requests", "kind", .rightsKind),
        ("rights_requests", "received_how", .channel), ("rights_requests", "outcome", .rightsOutcome),
        ("rights_requests", "state", .rightsState), ("erasures", "ground", .erasureGround),
        ("erasures", "why_not", .erasureRefusal),
    ])
    func aClosedListIsTheDatabasesToo(table: String, column: String, name: VocabularyName) throws {
        let test = try TestService()
        let db = try Connection(path: test.path, options: .reader)
        let sql = try #require(
            try db.one("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = $1", table) { $0.string(0) })
        let pattern = try Regex("CHECK \\((?:\(column) IS NULL OR )?\(column) IN\\s*\\([^)]*\\)")
        let check = sql[try #require(sql.firstMatch(of: pattern)).range]
        let codes = check.split(separator: "'").enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
        let vocabulary = try Vocabularies.builtIn.get()[name]
        #expect(!vocabulary.isConfigurable)
        #expect(Set(codes) == Set(vocabulary.terms.map(\.code)))
    }

    private func checkNamesNobody<Record: Resource>(_ type: Record.Type, _ db: Connection) throws {
        let table = Record.kind.table
        let sql = try #require(
            try db.one("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = $1", table) { $0.string(0) })
        let naming = Record.fields.specs.filter(\.namesPeople).compactMap(\.columns.last)
        let condition = naming.map { "\($0) IS NULL" }.joined(separator: " AND ")
        #expect(
            sql.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(
                "names_nobody INTEGER NOT NULL GENERATED ALWAYS AS (\(condition)) VIRTUAL"),
            "\(table).names_nobody does not look at each column that can name people")
    }

    /// A column that were left out would hide its people from the barriers.
    @Test func whatBelongsToACaseSaysWhetherItNamesNobody() throws {
        let test = try TestService()
        let db = try Connection(path: test.path, options: .reader)
        try checkNamesNobody(Contact.self, db)
        try checkNamesNobody(Note.self, db)
        try checkNamesNobody(Step.self, db)
        try checkNamesNobody(Pull.self, db)
        try checkNamesNobody(ServiceUse.self, db)
        try checkNamesNobody(TeamMember.self, db)
    }
}
