internal import JSON

/// The days that barriers are counted of: half a calendar year that has ended.
///
/// No two of them share a day, so that no answer less another tells of the days between; and none has a day that is
/// still to come, so that nobody counts along from day to day.
enum HalfYear {
    /// The half-year that a day is in.
    static func of(_ day: LocalDate) -> MeasureDays {
        let months = day.month <= 6 ? (first: 1, last: 6) : (first: 7, last: 12)
        let end = LocalDate.daysIn(month: months.last, year: day.year)
        return MeasureDays(
            first: LocalDate(year: day.year, month: months.first, day: 1) ?? .first,
            last: LocalDate(year: day.year, month: months.last, day: end) ?? .last)
    }

    /// The latest half-year that has ended.
    static func latest(today: LocalDate) -> MeasureDays {
        of(of(today).first.adding(days: -1) ?? .first)
    }

    /// The half-year that a query asks about: the latest that has ended unless it says.
    ///
    /// - Throws: `AppError.invalidQuery` with every fault, where these are not the days of one that has ended.
    static func asked(from: LocalDate?, to: LocalDate?, today: LocalDate) throws(AppError) -> MeasureDays {
        let latest = latest(today: today)
        var faults = Faults()
        for (name, day, edge) in [("from", from, \MeasureDays.first), ("to", to, \MeasureDays.last)] {
            guard let day else { continue }
            let half = of(day)
            if half[keyPath: edge] != day {
                let detail = "Barriers are counted by half-years: \(half.first) to \(half.last) is the one of that day."
                faults.add(.root.appending(name), .inconsistent, detail)
            } else if half.last > latest.last {
                let detail = "That half-year has not ended: the latest that has is \(latest.first) to \(latest.last)."
                faults.add(.root.appending(name), .outOfRange, detail)
            }
        }
        if faults.isEmpty, let from, let to, of(from) != of(to) {
            faults.add(
                .root.appending("to"), .inconsistent, "One half-year is counted at once: to is \(of(from).last).")
        }
        guard faults.isEmpty else { throw .invalidQuery(faults.all) }
        return (from ?? to).map { of($0) } ?? latest
    }
}
