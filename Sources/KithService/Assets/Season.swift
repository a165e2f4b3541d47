internal import JSON

/// The weekdays on which something happens, within a season.
enum Season {
    /// Stands for a season without a beginning or an end, and sorts before and after every day.
    static let firstDay = "0001-01-01"
    static let lastDay = "9999-12-31"

    /// A season does not end before it begins.
    static let rule: ShapeKind.ObjectRule = { object, pointer, faults in
        if let first = object["valid_from"]?.stringValue, let last = object["valid_to"]?.stringValue, last < first {
            faults.add(pointer.appending("valid_to"), .inconsistent, "This is before valid_from.")
        }
        return object
    }

    /// A weekday, 1 for Monday, with the first and last day of its season.
    struct Day: Sendable, Hashable {
        let weekday: Int
        let first: String
        let last: String
    }

    /// The codes of the weekdays, from Monday on.
    private static let weekdays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    /// The days of an asset's schedules, each once.
    static func days(of draft: Draft<Asset>) -> Set<Day> {
        var days: Set<Day> = []
        for schedule in draft[Asset.when]?.arrayValue ?? [] {
            guard let schedule = schedule.objectValue else { continue }
            let first = schedule["valid_from"]?.stringValue ?? firstDay
            let last = schedule["valid_to"]?.stringValue ?? lastDay
            for day in schedule["days"]?.arrayValue ?? [] {
                guard let index = weekdays.firstIndex(of: day.stringValue ?? "") else { continue }
                days.insert(Day(weekday: index + 1, first: first, last: last))
            }
        }
        return days
    }
}
