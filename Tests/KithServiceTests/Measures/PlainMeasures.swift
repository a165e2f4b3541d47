@testable import KithService

/// The measures once more, as plainly as they can be said: by comparing each contact with each, and days as texts.
///
/// Slow, and made of none of the service's arithmetic.
struct PlainMeasures {
    let history: History
    let first: String
    let last: String
    let today: String

    private func isWithin(_ day: String) -> Bool { day >= first && day <= last }

    private var contacts: [History.Contact] { history.contacts.filter { isWithin(day($0.at)) } }

    private func day(_ at: Instant) -> String { String(at.canonical.prefix(10)) }

    /// The value of a measure of continuity; nil for none.
    func continuity(_ name: MeasureName, _ level: ProviderLevel?) -> Double? {
        var providers: [String] = []
        for contact in contacts {
            if level == .agency {
                if let agency = contact.agency { providers.append(agency.canonical) }
            } else {
                providers.append(contact.worker.canonical)
            }
        }
        let total = Double(providers.count)
        var (same, sameOthers, most) = (0.0, 0.0, 0.0)
        for (index, one) in providers.enumerated() {
            var ofOne = 0.0
            for (place, other) in providers.enumerated() where one == other {
                ofOne += 1
                same += 1
                if place != index { sameOthers += 1 }
            }
            most = max(most, ofOne)
        }
        var next = 0.0
        for index in providers.indices.dropFirst() where providers[index] == providers[index - 1] { next += 1 }
        switch name {
        case .upc: return total == 0 ? nil : most / total
        case .coci: return total < 2 ? nil : sameOthers / (total * (total - 1))
        case .herfindahl: return total == 0 ? nil : same / (total * total)
        case .effectiveNumber: return total == 0 ? nil : total * total / same
        case .secon: return total < 2 ? nil : next / (total - 1)
        case .agenciesMet: return Double(Set(contacts.compactMap { $0.agency?.canonical }).count)
        case .leadChanges: return Double(history.handovers.filter { isWithin($0.canonical) }.count)
        case .leadContinuity: return total == 0 ? nil : Double(contacts.filter(isWithLead).count) / total
        default: return nil
        }
    }

    private func isWithLead(_ contact: History.Contact) -> Bool {
        for lead in history.leads where lead.worker == contact.worker && lead.supportCase == contact.supportCase {
            let (begins, ends) = (lead.from.canonical, lead.to?.canonical ?? "9999-12-31")
            if day(contact.at) >= begins && day(contact.at) <= ends { return true }
        }
        return false
    }

    /// Kept and answered promises, and those that nobody answered.
    var promises: (kept: Int, answered: Int, unanswered: Int) {
        var counts = (kept: 0, answered: 0, unanswered: 0)
        for step in history.steps where step.isPromise {
            let days = [step.due, step.doneOn].compactMap { $0?.canonical }.sorted()
            guard let day = days.first, isWithin(day) else { continue }
            if let kept = step.kept {
                counts.answered += 1
                if kept { counts.kept += 1 }
            } else if day < today {
                counts.unanswered += 1
            }
        }
        return counts
    }

    /// Failure, value, and all others.
    var demand: (failure: Int, value: Int, others: Int) {
        let all = contacts.map { $0.demand ?? "" }
        let (failure, value) = (all.filter { $0 == "failure" }.count, all.filter { $0 == "value" }.count)
        return (failure, value, all.count - failure - value)
    }

    /// How many steps of each kind were done in a quarter, by the quarter's number of the calendar.
    var acting: [String: [String: Int]] {
        var counts: [String: [String: Int]] = [:]
        for step in history.steps {
            guard let day = step.doneOn?.canonical, isWithin(day), let who = step.whoActs,
                let month = Int(day.dropFirst(5).prefix(2))
            else { continue }
            counts["\(day.prefix(4))-\((month - 1) / 3)", default: [:]][who, default: 0] += 1
        }
        return counts
    }

    /// What the uses that lie so many days around a day cost.
    func cost(from start: Int, days: Int) -> Double {
        history.uses.filter { (start..<(start + days)).contains($0.on.daysSinceEpoch) }
            .reduce(0) { $0 + Double($1.count) * ($1.unitCost ?? 0) }
    }
}
