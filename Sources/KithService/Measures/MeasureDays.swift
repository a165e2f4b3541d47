/// The days that are measured, the first and the last, both whole, in UTC.
struct MeasureDays: Sendable, Hashable {
    let first: LocalDate
    let last: LocalDate

    /// How many years can be measured at once.
    static let yearsMax = 20

    /// How many days these are.
    var count: Int { last.days(since: first) + 1 }

    /// The day behind the last.
    var end: LocalDate { last.adding(days: 1) ?? last }

    /// Whether a day is one of them.
    func contains(_ day: LocalDate) -> Bool { first <= day && day <= last }

    /// The last 12 months up to a day.
    static func year(to last: LocalDate) -> MeasureDays {
        MeasureDays(first: last.adding(months: -12)?.adding(days: 1) ?? .first, last: last)
    }

    /// The quarters of the calendar, as far as these days have part in them.
    var quarters: [MeasureDays] {
        var quarters: [MeasureDays] = []
        var start = first
        while start <= last {
            let month = (start.month - 1) / 3 * 3 + 3
            let end = LocalDate(year: start.year, month: month, day: LocalDate.daysIn(month: month, year: start.year))
            guard let end, end < last, let next = end.adding(days: 1) else {
                quarters.append(MeasureDays(first: start, last: last))
                break
            }
            quarters.append(MeasureDays(first: start, last: end))
            start = next
        }
        return quarters
    }
}
