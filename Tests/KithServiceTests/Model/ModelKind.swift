import JSON

/// A kind of record that the model knows.
enum ModelKind: String, CaseIterable, Sendable {
    case person, move, lead, cover, handover, contact, note, step, pull, decision, barrier, account, notice, household
    case householdMember = "household_member"
    case supportCase = "case"
    case teamMember = "team_member"
    case serviceUse = "service_use"
    case link = "barrier_link"
    case tie = "relationship"
    case apart = "person_barrier"

    /// The kinds whose records belong to a case.
    static let ofCase: [ModelKind] = [
        .move, .lead, .cover, .teamMember, .handover, .contact, .note, .step, .pull, .decision, .serviceUse,
    ]
    /// The kinds that a worker can change by a merge patch.
    static let changeable: [ModelKind] = [
        .person, .supportCase, .cover, .teamMember, .contact, .note, .step, .pull, .decision, .serviceUse, .barrier,
        .tie, .apart, .householdMember,
    ]
    /// The kinds of which each version is told.
    static let versioned: Set<ModelKind> = [
        .person, .supportCase, .contact, .note, .step, .pull, .decision, .serviceUse,
    ]

    /// The member that names the record to which one of this kind belongs.
    var parent: String? {
        switch self {
        case .link: "barrier"
        case .account: "relationship"
        case .householdMember: "household"
        default: Self.ofCase.contains(self) ? "case" : nil
        }
    }

    /// Where its records are listed.
    func path(under parent: String?) -> String {
        switch self {
        case .person: "/v1/people"
        case .supportCase: "/v1/cases"
        case .barrier: "/v1/barriers"
        case .tie: "/v1/relationships"
        case .apart: "/v1/person-barriers"
        case .notice: "/v1/notices"
        case .household: "/v1/households"
        case .householdMember: "/v1/households/\(parent ?? "")/members"
        case .link: "/v1/barriers/\(parent ?? "")/links"
        case .account: "/v1/relationships/\(parent ?? "")/accounts"
        case .cover: "/v1/cases/\(parent ?? "")/cover"
        case .teamMember: "/v1/cases/\(parent ?? "")/team"
        case .serviceUse: "/v1/cases/\(parent ?? "")/service-use"
        default: "/v1/cases/\(parent ?? "")/\(rawValue)s"
        }
    }

    /// The members that must be there.
    var required: [String] {
        switch self {
        case .person: ["preferred_name"]
        case .supportCase: ["people", "entry_route"]
        case .move: ["state"]
        case .cover: ["worker"]
        case .teamMember: ["member", "contribution"]
        case .handover: ["to"]
        case .contact: ["note"]
        case .note: ["text"]
        case .step: ["own_words"]
        case .pull, .barrier: ["what"]
        case .decision: ["what", "acting", "not_acting", "does_no_harm", "stays_legal"]
        case .serviceUse: ["service"]
        case .link: ["case"]
        case .tie: ["from", "to", "tie"]
        case .account: ["said_by"]
        case .apart: ["person", "other", "kind"]
        case .household: ["members"]
        case .householdMember: ["person"]
        case .lead, .notice: []
        }
    }

    /// The members that are set once, when the record is made.
    var fixed: [String] {
        switch self {
        case .supportCase: ["lead"]
        case .cover: ["worker"]
        case .teamMember: ["member"]
        case .serviceUse: ["service"]
        case .tie: ["from", "to", "tie"]
        case .apart: ["person", "other"]
        case .householdMember: ["person"]
        default: []
        }
    }

    /// The members that are filled in where nobody says them, and are there from then on.
    var filledIn: [String] {
        switch self {
        case .cover, .teamMember: ["from"]
        case .contact: ["at", "by"]
        case .note: ["standing", "visibility"]
        case .step: ["by"]
        case .pull: ["by", "asked_on", "outcome"]
        case .decision: ["decided_by", "decided_on"]
        case .apart: ["since"]
        case .barrier: ["shared"]
        default: []
        }
    }

    /// What members say where nobody says anything.
    var standard: [String: JSONValue] {
        switch self {
        case .barrier: ["shared": true]
        case .serviceUse: ["count": 1]
        default: [:]
        }
    }

    /// The members that can name people, beside whom the record belongs to.
    var naming: [String] {
        switch self {
        case .teamMember: ["member"]
        case .contact: ["with", "present"]
        case .note: ["about", "whose", "disputed_by"]
        case .step: ["agreed_with"]
        case .pull: ["from"]
        case .serviceUse: ["person"]
        default: []
        }
    }

    /// The members that refer to other records, and to which: a party says itself what it is.
    var references: [(member: String, to: String)] {
        switch self {
        case .supportCase: [("people", "person"), ("lead", "worker")]
        case .cover: [("worker", "worker")]
        case .teamMember: [("member", "party")]
        case .handover: [("from", "worker"), ("to", "worker")]
        case .contact: [("by", "worker"), ("with", "party"), ("present", "party"), ("agency", "agency")]
        case .note: [("about", "person"), ("whose", "party"), ("visible_to", "worker")]
        case .step: [("agreed_with", "party"), ("by", "worker")]
        case .pull: [("from", "party"), ("by", "worker")]
        case .decision: [("decided_by", "worker")]
        case .serviceUse, .householdMember: [("person", "person")]
        case .barrier: [("agency", "agency")]
        case .link: [("case", "case"), ("pull", "pull"), ("decision", "decision")]
        case .tie: [("from", "party"), ("to", "party")]
        case .person, .move, .lead, .account, .apart, .notice, .household: []
        }
    }
}
