internal import SQLite

/// The condition under which a caller may read a record of one kind, as SQL: the one place where that is decided.
///
/// Every statement that reads records for a caller has its rule within it: `Table`, `Parent` and `References` put it
/// there, so that no store can leave it out. Each form names the caller and the time at least once.
struct AccessRule: Sendable {
    /// Where a statement has the caller's worker and the time, as marks of parameters.
    struct Marks: Sendable {
        let worker: String
        let now: String

        /// The marks of a statement of the source code, whose parameters before these are so many.
        static func behind(_ count: Int) -> Marks {
            Marks(worker: "$\(count + 1)", now: "$\(count + 2)")
        }

        /// The marks of a list, whose other parameters have no numbers.
        static let list = Marks(worker: "?1", now: "?2")
    }

    /// For one record, whose id is at a mark.
    let single: @Sendable (_ id: String, Marks) -> String
    /// The column of a row that names a worker who reads that record, whatever else is so; nil where there is none.
    var reader: String?
    /// For the records of a list: conditions of which a record that may be read meets one, and none two.
    ///
    /// Each is asked for by itself, and the pages are merged, so that each can go along an index of its own.
    let list: @Sendable (Marks) -> [String]
    /// For ways of `list` on which most callers find nothing, by their index, a statement that asks first.
    ///
    /// It gives a row where there is something for the worker `$1` at the time `$2`; else the list does without it.
    var opens: [Int: SQL] = [:]
    /// Who else a record is narrowed to, of those who may read what it belongs to.
    var narrows: (@Sendable (Marks) -> String)?
    /// What holds beside it even where the caller may read what the record belongs to: barriers between people.
    var besides: String?
    /// What holds of each earlier version of a record, a row of `revisions`, beside the rule for the record as it is.
    var versions: (@Sendable (Marks) -> String)?
}

extension ResourceKind {
    /// Who may read a record of this kind, beyond the ceiling of roles; nil where the ceiling is all.
    var accessRule: AccessRule? {
        switch self {
        case .supportCase:
            AccessRule(
                single: AccessSQL.reads(row:_:),
                reader: AccessSQL.lead,
                list: AccessSQL.casesOfList,
                opens: [1: AccessSQL.leadsNotAll],
                versions: { AccessSQL.caseVersions($0) })
        case .move: AccessSQL.belongsToCase(Move.self)
        case .lead: AccessSQL.belongsToCase(Lead.self)
        case .cover: AccessSQL.belongsToCase(Cover.self)
        case .handover: AccessSQL.belongsToCase(Handover.self)
        case .teamMember: AccessSQL.belongsToCase(TeamMember.self)
        case .contact: AccessSQL.belongsToCase(Contact.self)
        case .note: AccessSQL.note
        case .step: AccessSQL.belongsToCase(Step.self)
        case .pull: AccessSQL.belongsToCase(Pull.self)
        case .decision: AccessSQL.belongsToCase(Decision.self)
        case .serviceUse: AccessSQL.belongsToCase(ServiceUse.self)
        case .barrier: AccessSQL.barrier
        case .barrierLink: AccessSQL.barrierLink
        case .person:
            AccessRule(
                single: { AccessSQL.reads(person: $0, $1) },
                list: { ["people.id IN (\(AccessSQL.people($0)))"] })
        case .relationship: AccessSQL.relationship
        case .account: AccessSQL.account
        case .personBarrier: AccessSQL.personBarrier
        case .notice: AccessSQL.notice
        case .rightsRequest, .consent: AccessSQL.aboutPerson(table)
        case .shareDecision: AccessSQL.aboutPersonOrCase(table, besides: AccessSQL.shareBesides)
        case .legalHold: AccessSQL.aboutPersonOrCase(table)
        case .erasure: AccessSQL.erasure
        case .merge: AccessSQL.merge
        case .household: AccessSQL.household
        case .householdMember: AccessSQL.householdMember
        case .worker, .agency, .team, .token, .asset, .confirmation, .audit: nil
        }
    }
}
