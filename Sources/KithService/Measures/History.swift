/// What the measures are made of: facts of one case, or of all cases of a person, as their reader may see them.
struct History: Sendable {
    /// A contact: when it was, who tells it, and with which organisation it was, where that is said.
    struct Contact: Sendable {
        let at: Instant
        let id: ID
        let supportCase: ID
        let worker: ID
        let agency: ID?
        let demand: String?
    }

    /// A time in which a worker led a case.
    struct Lead: Sendable {
        let supportCase: ID
        let worker: ID
        let from: LocalDate
        /// nil for the lead of today.
        let to: LocalDate?
    }

    /// A step, as far as it is measured.
    struct Step: Sendable {
        var kind: String?
        var whoActs: String?
        var due: LocalDate?
        var doneOn: LocalDate?
        var isPromise = false
        var kept: Bool?
    }

    /// The use of a service, which happened or began on a day.
    struct Use: Sendable {
        let on: LocalDate
        let service: String
        let count: Int64
        /// In pounds; nil where nobody knows.
        let unitCost: Double?
        let priceYear: Int64?
    }

    /// The day on which the case began, or the first of a person's cases.
    var began: LocalDate
    /// In the order in which they were.
    var contacts: [Contact] = []
    var leads: [Lead] = []
    var handovers: [LocalDate] = []
    var steps: [Step] = []
    var uses: [Use] = []
}
