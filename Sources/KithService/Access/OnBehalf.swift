internal import HTTP
internal import SQLite

/// Whom a front end's token may act for: a closed list.
enum ActsFor: String, Sendable, CaseIterable {
    case anyone, team
}

/// Finds out for whom a front end asks.
enum OnBehalf {
    static let field: FieldName = "Kith-On-Behalf-Of"

    private static let findWorker: SQL = """
        SELECT role FROM workers WHERE id = $1 AND active = 1
            AND ($2 = 'anyone' OR team = (SELECT account.team FROM workers AS account WHERE account.id = $3))
        """

    /// The caller: the worker who is signed in at the front end, in the role that they have now; for every other token
    /// its own worker.
    ///
    /// A front end never acts for those who keep accounts or the trail: whoever took it over could make tokens.
    ///
    /// - Throws: `MalformedField` where the field is missing, or does not belong; `OnBehalfRefused`; `SQLiteError`.
    static func caller(_ access: Access, _ fields: HTTP.Fields, _ db: Connection) throws -> Access {
        guard let actsFor = access.actsFor else {
            guard !fields.contains(field) else {
                throw MalformedField(detail: "Kith-On-Behalf-Of goes with the token of a front end, one with acts_for.")
            }
            return access
        }
        guard fields.count(of: field) == 1, let named = fields.withFirst(field, { ID($0) }), let worker = named else {
            throw MalformedField(
                detail: "A front end's token needs Kith-On-Behalf-Of, given once: the id of the worker signed in there."
            )
        }
        let role = try db.one(findWorker, worker, actsFor.rawValue, access.worker) { Role(rawValue: $0.string(0)) }
        guard let role = role ?? nil, Roles.throughFrontEnds.allowed.contains(role) else {
            throw OnBehalfRefused(worker: worker)
        }
        return Access(worker: worker, role: role, token: access.token, scopes: access.scopes, account: access.worker)
    }
}

/// The front end may not act for that worker, or there is no such worker: it is not told which.
struct OnBehalfRefused: Error {
    let worker: ID
}
