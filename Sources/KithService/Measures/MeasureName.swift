/// What can be measured of a case or a person, for learning: nobody is ranked by it, and nothing has to be reached.
enum MeasureName: String, Sendable, CaseIterable {
    case upc, coci, herfindahl
    case effectiveNumber = "effective_number"
    case secon
    case leadContinuity = "lead_continuity"
    case leadChanges = "lead_changes"
    case agenciesMet = "agencies_met"
    case daysToFirstQuickStep = "days_to_first_quick_step"
    case promisesKept = "promises_kept"
    case whoActs = "who_acts"
    case failureDemand = "failure_demand"
    case crisisCost = "crisis_cost"

    /// How it is calculated.
    ///
    /// N is how many contacts, nᵢ of them with provider i.
    var formula: String {
        switch self {
        case .upc: "max nᵢ / N"
        case .coci: "(Σnᵢ² − N) / (N(N − 1))"
        case .herfindahl: "Σ(nᵢ/N)²"
        case .effectiveNumber: "1 / Σ(nᵢ/N)²"
        case .secon: "Σcⱼ / (N − 1), cⱼ = 1 where contact j and the next have one provider"
        case .leadContinuity: "contacts with the lead of that day / N"
        case .leadChanges: "handovers, cover left out"
        case .agenciesMet: "distinct agencies among contacts"
        case .daysToFirstQuickStep: "days from when the case began until the first quick step was done"
        case .promisesKept: "promises kept / promises due, those unanswered left out"
        case .whoActs: "steps done for, with or by the person / steps done in the quarter"
        case .failureDemand: "failure / (failure + value)"
        case .crisisCost: "Σ count × unit cost, in as many days before the case began as from then on"
        }
    }

    /// Whether it is about who a contact is with: a worker, or an agency.
    var hasLevels: Bool {
        switch self {
        case .upc, .coci, .herfindahl, .effectiveNumber, .secon: true
        default: false
        }
    }
}

/// Who counts as the provider of a contact.
enum ProviderLevel: String, Sendable, CaseIterable {
    case worker, agency
}
