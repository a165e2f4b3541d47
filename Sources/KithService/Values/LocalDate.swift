/// A day of the proleptic Gregorian calendar, from 0001-01-01 to 9999-12-31, with no time and no time zone.
struct LocalDate: TextValue, Comparable, CustomStringConvertible {
    /// Why a text is not a date.
    enum Invalid: String, InvalidValue {
        case notADate = "not_a_date"
        case noSuchDay = "no_such_day"

        var code: String { rawValue }

        var detail: String {
            switch self {
            case .notADate: "This is not a date. Write year, month and day, as in 2026-11-21."
            case .noSuchDay: "There is no such day in the calendar. Check the year, the month and the day."
            }
        }
    }

    /// The first day, 0001-01-01.
    static let first = LocalDate(checkedYear: 1, month: 1, day: 1)
    /// The last day, 9999-12-31.
    static let last = LocalDate(checkedYear: 9999, month: 12, day: 31)

    private let storedYear: Int16
    private let storedMonth: Int8
    private let storedDay: Int8

    /// Makes a day, or nil where the calendar has no such day or the year is not 1 to 9999.
    init?(year: Int, month: Int, day: Int) {
        guard 1...9999 ~= year, 1...12 ~= month, day >= 1, day <= Self.daysIn(month: month, year: year) else {
            return nil
        }
        self.init(checkedYear: year, month: month, day: day)
    }

    /// Makes the day that lies a number of days after 1970-01-01, or nil outside the years 1 to 9999.
    init?(daysSinceEpoch days: Int) {
        guard Self.first.daysSinceEpoch...Self.last.daysSinceEpoch ~= days else { return nil }
        self.init(checkedDaysSinceEpoch: days)
    }

    /// Reads `2026-11-21`.
    ///
    /// - Throws: `Invalid.notADate` for another form, `Invalid.noSuchDay` for a day that the calendar lacks.
    init(utf8 bytes: some Collection<UInt8>) throws(Invalid) {
        var cursor = TextCursor(bytes)
        guard let date = try Self.read(from: &cursor), cursor.isAtEnd else { throw .notADate }
        self = date
    }

    /// Reads `2026-11-21`, as `init(utf8:)` does.
    ///
    /// - Throws: `Invalid` with the reason.
    init(_ text: String) throws(Invalid) {
        try self.init(utf8: text.utf8)
    }

    /// A day that the caller has checked.
    private init(checkedYear year: Int, month: Int, day: Int) {
        storedYear = Int16(year)
        storedMonth = Int8(month)
        storedDay = Int8(day)
    }

    /// The day of a number of days that the caller has checked.
    ///
    /// Years begin in March, so that the leap day is the last of its year
    /// (https://howardhinnant.github.io/date_algorithms.html#civil_from_days).
    private init(checkedDaysSinceEpoch days: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        self.init(
            checkedYear: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
            month: month,
            day: dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// The year, 1 to 9999.
    var year: Int { Int(storedYear) }
    /// The month, 1 to 12.
    var month: Int { Int(storedMonth) }
    /// The day of the month, 1 to 31.
    var day: Int { Int(storedDay) }

    /// The days from 1970-01-01 to this day, negative before
    /// (https://howardhinnant.github.io/date_algorithms.html#days_from_civil).
    var daysSinceEpoch: Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = marchYear / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day of the week, 1 for Monday to 7 for Sunday (ISO 8601).
    var weekday: Int {
        let remainder = (daysSinceEpoch + 3) % 7
        return (remainder < 0 ? remainder + 7 : remainder) + 1
    }

    /// Midnight of this day in UTC.
    var startInUTC: Instant { Instant(milliseconds: Int64(daysSinceEpoch) * Instant.millisecondsPerDay) }

    /// The day some days later, or earlier for a negative number; nil outside the years 1 to 9999.
    func adding(days: Int) -> LocalDate? {
        let (sum, overflow) = daysSinceEpoch.addingReportingOverflow(days)
        return overflow ? nil : LocalDate(daysSinceEpoch: sum)
    }

    /// The same day some months later, or earlier for a negative number; nil outside the years 1 to 9999.
    ///
    /// Where that month is too short, it is the last day of the month.
    func adding(months: Int) -> LocalDate? {
        let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow, sum >= 12, sum < 120_000 else { return nil }
        let (year, month) = (sum / 12, sum % 12 + 1)
        return LocalDate(year: year, month: month, day: min(day, Self.daysIn(month: month, year: year)))
    }

    /// The days from another day to this one, negative where this one is earlier.
    func days(since other: LocalDate) -> Int { daysSinceEpoch - other.daysSinceEpoch }

    var canonical: String {
        var bytes: [UInt8] = []
        writeText(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    var description: String { canonical }

    /// Adds the text form, 10 bytes, to a buffer.
    func writeText(to bytes: inout [UInt8]) {
        bytes.append(year, digits: 4)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(month, digits: 2)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(day, digits: 2)
    }

    static func < (left: LocalDate, right: LocalDate) -> Bool {
        (left.storedYear, left.storedMonth, left.storedDay) < (right.storedYear, right.storedMonth, right.storedDay)
    }

    /// How many days a month has, 28 to 31; 0 for a month that is not 1 to 12.
    static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year: year) ? 29 : 28
        case 4, 6, 9, 11: 30
        case 1...12: 31
        default: 0
        }
    }

    /// Whether a year has a 29 February.
    static func isLeap(year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// Takes the ten characters of a date from the front of a longer text; nil where they have another form.
    ///
    /// - Throws: `Invalid.noSuchDay` for a day that the calendar lacks.
    static func read(from cursor: inout TextCursor<some Collection<UInt8>>) throws(Invalid) -> LocalDate? {
        guard let year = cursor.number(digits: 4), cursor.take(UInt8(ascii: "-")),
            let month = cursor.number(digits: 2), cursor.take(UInt8(ascii: "-")),
            let day = cursor.number(digits: 2)
        else { return nil }
        guard let date = LocalDate(year: year, month: month, day: day) else { throw .noSuchDay }
        return date
    }
}
