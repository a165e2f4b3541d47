/// How long records of a class are kept, from when, and who says so.
struct RetentionRule: Sendable {
    /// From when a period runs, and with it what goes.
    enum Trigger: String, Sendable, CaseIterable {
        case caseAtRest = "case_at_rest"
        case personLastContact = "person_last_contact"
        case personDied = "person_died"

        /// The kind of record that goes.
        var kind: ResourceKind { self == .caseAtRest ? .supportCase : .person }
    }

    /// What the retention schedule calls such records.
    let name: String
    let trigger: Trigger
    let period: RetentionPeriod
    let authority: String
}
