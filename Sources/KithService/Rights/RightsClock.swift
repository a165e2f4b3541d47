internal import JSON

/// By which day a rights request is to be answered (UK GDPR Articles 12(3) and 12A; ICO, "Right of access").
///
/// One month from receipt: the same day of the next month, or its last day where it is too short. Where the person
/// first had to show who they are, the month begins on the day on which they did. Two months more where they are told
/// so in time. The days of a pause to have the request made clear, the first and the last with them, do not count. What
/// ends on a day on which nobody works ends on the next day on which somebody does.
struct RightsClock: Sendable {
    /// A time in which the clock stands.
    struct Pause {
        let from: LocalDate
        let to: LocalDate?
        let isForIdentity: Bool
    }

    /// The outcome that the rules speak of.
    static let refused = "refused"

    /// Days on which nobody works beside Saturdays and Sundays.
    let holidays: Set<LocalDate>

    /// Works with the public holidays that an installation names.
    init(holidays: Set<LocalDate> = []) {
        self.holidays = holidays
    }

    /// The pauses that a draft names, in its order.
    static func pauses(of draft: Draft<RightsRequest>) -> [Pause] {
        (draft[RightsRequest.pauses]?.arrayValue ?? []).compactMap { item in
            guard let from = item["from"].flatMap(LocalDate.init(json:)) else { return nil }
            let to = item["to"].flatMap(LocalDate.init(json:))
            return Pause(from: from, to: to, isForIdentity: item["why"]?.stringValue == "identity")
        }
    }

    /// The draft with what follows from it: where the request stands, and by when it is due.
    ///
    /// - Throws: `AppError.invalid` where the person was told too late of two further months.
    func filled(_ draft: Draft<RightsRequest>, today: LocalDate) throws -> Draft<RightsRequest> {
        var draft = draft
        let received = draft[RightsRequest.receivedOn] ?? today
        draft[RightsRequest.receivedOn] = received
        let pauses = Self.pauses(of: draft)
        let isPaused = pauses.last.map { $0.to == nil } ?? false
        if let extended = draft[RightsRequest.extendedOn], let first = due(received, pauses, months: 1), !isPaused,
            extended > first
        {
            let detail = "The person is told of two further months within the first one: by \(first)."
            throw AppError.invalid([Fault(pointer: "/extended_on", code: .outOfRange, detail: detail)])
        }
        let months = draft[RightsRequest.extendedOn] == nil ? 1 : 3
        draft[RightsRequest.dueOn] = isPaused ? nil : due(received, pauses, months: months)
        switch draft[RightsRequest.outcome] {
        case nil: draft[RightsRequest.state] = isPaused ? "paused" : "open"
        case Self.refused: draft[RightsRequest.state] = "refused"
        default: draft[RightsRequest.state] = "answered"
        }
        return draft
    }

    private func due(_ received: LocalDate, _ pauses: [Pause], months: Int) -> LocalDate? {
        let start = pauses.filter(\.isForIdentity).compactMap(\.to).reduce(received, max)
        let days = pauses.filter { !$0.isForIdentity }.reduce(0) { sum, pause in
            guard let to = pause.to else { return sum }
            return sum + max(0, to.days(since: max(pause.from, start)) + 1)
        }
        return start.adding(months: months)?.adding(days: days).map(nextWorkingDay)
    }

    private func nextWorkingDay(_ day: LocalDate) -> LocalDate {
        var day = day
        while day.weekday > 5 || holidays.contains(day) {
            guard let next = day.adding(days: 1) else { return day }
            day = next
        }
        return day
    }
}
