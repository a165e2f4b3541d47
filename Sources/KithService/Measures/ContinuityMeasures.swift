/// The measures of continuity: with how many different people and agencies somebody had to begin again.
struct ContinuityMeasures: Sendable {
    let history: History
    let days: MeasureDays

    /// A measure of continuity.
    ///
    /// - Parameter level: Who is the provider of a contact, for the measures that have levels. A contact that does not
    ///   say with which agency it was is left out there: it is not guessed from the worker, who may have moved since.
    func measure(_ name: MeasureName, _ level: ProviderLevel? = nil) -> Measure {
        switch name {
        case .leadContinuity: leadContinuity
        case .leadChanges: leadChanges
        case .agenciesMet: agenciesMet
        default: ofProviders(name, level ?? .worker)
        }
    }

    private var contacts: [History.Contact] { history.contacts.filter { days.contains($0.at.dateInUTC) } }

    private func ofProviders(_ name: MeasureName, _ level: ProviderLevel) -> Measure {
        let contacts = contacts
        let providers = contacts.compactMap { level == .worker ? $0.worker : $0.agency }
        let continuity = Continuity(providers)
        let number: Double? =
            switch name {
            case .upc: continuity.usualProvider
            case .coci: continuity.biceBoxerman
            case .herfindahl: continuity.herfindahl
            case .effectiveNumber: continuity.effectiveNumber
            default: continuity.sequential
            }
        let isPair = name == .coci || name == .secon
        let reason =
            switch level {
            case .worker: isPair ? "There are fewer than two contacts in these days." : Self.noContact
            case .agency:
                isPair
                    ? "Fewer than two contacts in these days say with which agency they were."
                    : "No contact in these days says with which agency it was."
            }
        return Measure(
            name: name, level: level, value: .of(number, orElse: reason), days: days, n: providers.count,
            excluded: contacts.count - providers.count)
    }

    /// The lead of a day is whoever led at any time of it: both, on the day of a handover.
    private var leadContinuity: Measure {
        let contacts = contacts
        let leads = Dictionary(grouping: history.leads) { $0.worker }
        let withLead = contacts.count { contact in
            let day = contact.at.dateInUTC
            return (leads[contact.worker] ?? []).contains { lead in
                lead.supportCase == contact.supportCase && lead.from <= day && day <= lead.to ?? .last
            }
        }
        let share = contacts.isEmpty ? nil : Double(withLead) / Double(contacts.count)
        return Measure(
            name: .leadContinuity, value: .of(share, orElse: Self.noContact), days: days,
            n: contacts.count)
    }

    private var leadChanges: Measure {
        let count = history.handovers.count(where: days.contains)
        return Measure(name: .leadChanges, value: .number(Double(count)), days: days, n: count)
    }

    private var agenciesMet: Measure {
        let contacts = contacts
        let agencies = contacts.compactMap(\.agency)
        return Measure(
            name: .agenciesMet, value: .number(Double(Set(agencies).count)), days: days, n: agencies.count,
            excluded: contacts.count - agencies.count)
    }

    private static let noContact = "There is no contact in these days."
}
