internal import JSON
internal import SQLite

/// A kind of record without its Swift type, for what serves all kinds alike.
struct StoredKind: Sendable {
    let kind: ResourceKind
    /// What the API's description calls its shape.
    let schemaName: String
    /// The members that a row holds, without those that every record has.
    let fields: [FieldSpec]
    /// A record in its own members, and its version, as the caller may read it.
    let record: @Sendable (ID, ReadTransaction) throws -> (members: JSONObject, version: Int64)

    private init<Record: Resource>(_ table: Table<Record>) {
        kind = Record.kind
        schemaName = Record.schemaName
        fields = Record.fields.specs
        record = { id, reading in
            let found = try table.record(id, reading)
            return (found.members, found.version)
        }
    }

    /// Every kind that is stored.
    static let all = ResourceKind.allCases.map(StoredKind.init)

    /// The kind's declaration.
    private init(_ kind: ResourceKind) {
        self =
            switch kind {
            case .person: .init(Person.table)
            case .worker: .init(Worker.table)
            case .agency: .init(Agency.table)
            case .team: .init(Team.table)
            case .token: .init(Token.table)
            case .relationship: .init(Relationship.table)
            case .account: .init(Account.table)
            case .supportCase: .init(Case.table)
            case .move: .init(Move.table)
            case .lead: .init(Lead.table)
            case .contact: .init(Contact.table)
            case .note: .init(Note.table)
            case .step: .init(Step.table)
            case .pull: .init(Pull.table)
            case .decision: .init(Decision.table)
            case .serviceUse: .init(ServiceUse.table)
            case .handover: .init(Handover.table)
            case .barrier: .init(Barrier.table)
            case .barrierLink: .init(BarrierLink.table)
            case .asset: .init(Asset.table)
            case .confirmation: .init(Confirmation.table)
            case .cover: .init(Cover.table)
            case .notice: .init(Notice.table)
            case .audit: .init(Audit.table)
            case .teamMember: .init(TeamMember.table)
            case .personBarrier: .init(PersonBarrier.table)
            case .rightsRequest: .init(RightsRequest.table)
            case .consent: .init(Consent.table)
            case .shareDecision: .init(ShareDecision.table)
            case .legalHold: .init(LegalHold.table)
            case .erasure: .init(Erasure.table)
            case .merge: .init(Merge.table)
            case .household: .init(Household.table)
            case .householdMember: .init(HouseholdMember.table)
            }
    }
}

extension ResourceKind {
    /// The kind as it is stored.
    var stored: StoredKind { StoredKind.all[Int(number)] }
}
