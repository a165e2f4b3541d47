/// The measures of practice: what was promised and kept, who acts, and what people had to come back for.
struct PracticeMeasures: Sendable {
    let history: History
    let days: MeasureDays
    let today: LocalDate

    /// How long somebody waited until something could be seen: from when the case began until the first of its quick
    /// steps was done, whichever days are asked for.
    var daysToFirstQuickStep: Measure {
        let quick = history.steps.filter { $0.kind == "quick" }
        let done = quick.compactMap(\.doneOn).filter { $0 <= days.last }
        let first = done.min().map { Double(max(0, $0.days(since: history.began))) }
        return Measure(
            name: .daysToFirstQuickStep, value: .of(first, orElse: "No quick step is done yet."),
            days: MeasureDays(first: min(history.began, days.last), last: days.last), n: done.count,
            excluded: quick.count - done.count)
    }

    /// A promise belongs to the day on which it was due or, where that is earlier or nothing was said, done.
    ///
    /// One that was due and of which nobody said whether it was kept is neither kept nor broken.
    var promisesKept: Measure {
        let due = history.steps.filter { step in
            guard step.isPromise, let day = [step.due, step.doneOn].compactMap(\.self).min() else { return false }
            return days.contains(day) && (step.kept != nil || day < today)
        }
        let answered = due.compactMap(\.kept)
        let share = answered.isEmpty ? nil : Double(answered.count { $0 }) / Double(answered.count)
        let reason = due.isEmpty ? "No promise was due in these days." : "Nobody said whether any of them was kept."
        return Measure(
            name: .promisesKept, value: .of(share, orElse: reason), days: days, n: answered.count,
            excluded: due.count - answered.count, unanswered: due.count - answered.count)
    }

    /// The share of what was done for, with and by the person, a quarter each.
    var whoActs: [Measure] {
        days.quarters.flatMap { quarter in
            let done = history.steps.filter { $0.doneOn.map(quarter.contains) ?? false }
            let acting = done.compactMap(\.whoActs)
            return ["for_person", "with_person", "by_person"].map { who in
                let share = acting.isEmpty ? nil : Double(acting.count { $0 == who }) / Double(acting.count)
                return Measure(
                    name: .whoActs, of: who,
                    value: .of(share, orElse: "No step was done in these days of which is said who acts."),
                    days: quarter, n: acting.count, excluded: done.count - acting.count)
            }
        }
    }

    /// How much of what people came with was caused by something that had failed.
    var failureDemand: Measure {
        let contacts = history.contacts.filter { days.contains($0.at.dateInUTC) }
        let failures = contacts.count { $0.demand == "failure" }
        let classified = failures + contacts.count { $0.demand == "value" }
        let share = classified == 0 ? nil : Double(failures) / Double(classified)
        return Measure(
            name: .failureDemand, value: .of(share, orElse: "Of no contact in these days is said what was wanted."),
            days: days, n: classified, excluded: contacts.count - classified,
            unclassified: contacts.count - classified)
    }
}
