/// How long something is kept: an ISO 8601 duration in years, months, weeks and days, such as `P6Y`.
struct RetentionPeriod: Sendable, Hashable {
    /// The longest period: nothing is kept for a time that nobody can mean, in years.
    static let yearsMax = 200

    /// As it was written.
    let text: String
    private let months: Int
    private let days: Int

    /// Reads a duration; nil where it is none in whole days, or longer than `yearsMax` years.
    init?(_ text: String) {
        guard let match = text.wholeMatch(of: /P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})W)?(?:(\d{1,5})D)?/),
            text != "P"
        else { return nil }
        func number(_ part: Substring?) -> Int { part.flatMap { Int($0) } ?? 0 }
        months = number(match.1) * 12 + number(match.2)
        days = number(match.3) * 7 + number(match.4)
        guard months + days > 0, months / 12 + days / 365 <= Self.yearsMax else { return nil }
        self.text = text
    }

    /// The day on which the period that began on a day has passed; nil past the last day that there is.
    func end(from day: LocalDate) -> LocalDate? {
        day.adding(months: months)?.adding(days: days)
    }

    /// The last day from which the period has passed by a day; nil before the first day that there is.
    ///
    /// Months are not all alike, so that the day is found from the end that it leads to.
    func latestBegin(by day: LocalDate) -> LocalDate? {
        guard var begin = day.adding(days: -days)?.adding(months: -months)?.adding(days: Self.slackDays) else {
            return nil
        }
        while let end = end(from: begin), end > day {
            guard let earlier = begin.adding(days: -1) else { return nil }
            begin = earlier
        }
        return begin
    }

    /// By how much two months can differ, in days.
    private static let slackDays = 4
}
