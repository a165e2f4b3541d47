@testable import KithService

/// Made-up histories of the years 2024 to 2026.
enum RandomHistory {
    static func make(_ random: inout SeededGenerator) -> History {
        let ids = (0..<9).map { _ in id(&random) }
        let cases = Array(ids.prefix(2))
        let workers = Array(ids[2..<5])
        let agencies = Array(ids[5..<9])
        var history = History(began: day(&random))
        let size = Int.random(in: 0...40, using: &random)
        for _ in 0..<size {
            let at = day(&random).startInUTC.adding(seconds: Int64.random(in: 0..<86_400, using: &random))
            history.contacts.append(
                History.Contact(
                    at: at, id: id(&random), supportCase: pick(cases, &random), worker: pick(workers, &random),
                    agency: Bool.random(using: &random) ? pick(agencies, &random) : nil,
                    demand: pick(["value", "failure", "unclassified", nil], &random)))
            history.steps.append(step(&random))
            history.uses.append(
                History.Use(
                    on: day(&random), service: pick(["arrest", "ambulance"], &random),
                    count: Int64.random(in: 1...4, using: &random),
                    unitCost: Bool.random(using: &random) ? Double.random(in: 0...900, using: &random) : nil,
                    priceYear: 2024))
        }
        history.contacts.sort { ($0.at, $0.id) < ($1.at, $1.id) }
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let (from, length) = (day(&random), Int.random(in: 0...300, using: &random))
            history.leads.append(
                History.Lead(
                    supportCase: pick(cases, &random), worker: pick(workers, &random), from: from,
                    to: Bool.random(using: &random) ? from.adding(days: length) : nil))
            history.handovers.append(day(&random))
        }
        return history
    }

    static func day(_ random: inout SeededGenerator) -> LocalDate {
        LocalDate(daysSinceEpoch: Int.random(in: 19_723...20_818, using: &random)) ?? .first
    }

    private static func step(_ random: inout SeededGenerator) -> History.Step {
        let isPromise = Bool.random(using: &random)
        return History.Step(
            kind: pick(["quick", "longer_term", nil], &random),
            whoActs: pick(["for_person", "with_person", "by_person", nil], &random),
            due: Bool.random(using: &random) ? day(&random) : nil,
            doneOn: Bool.random(using: &random) ? day(&random) : nil, isPromise: isPromise,
            kept: isPromise ? pick([true, false, nil], &random) : nil)
    }

    private static func pick<Value>(_ values: [Value], _ random: inout SeededGenerator) -> Value {
        values[Int.random(in: 0..<values.count, using: &random)]
    }

    private static func id(_ random: inout SeededGenerator) -> ID {
        let clock = ManualClock(.epoch)
        return SeededIDSource(seed: random.next(), clock: clock).next()
    }
}
