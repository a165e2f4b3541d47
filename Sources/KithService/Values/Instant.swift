/// A moment in time to the millisecond, in UTC, from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999Z.
///
/// Moments outside these bounds are moved to the nearer bound, so that every moment has a text form.
/// Leap seconds do not exist here, as they do not in POSIX time. Texts with and without a fraction do not sort by
/// time: store `milliseconds` where the database has to sort.
struct Instant: TextValue, Comparable, CustomStringConvertible {
    /// Why a text is not a moment in time.
    enum Invalid: String, InvalidValue {
        case notAnInstant = "not_an_instant"
        case noSuchDay = "no_such_day"
        case noSuchTime = "no_such_time"
        case leapSecond = "leap_second"
        case noOffset = "no_offset"
        case badOffset = "bad_offset"

        var code: String { rawValue }

        var detail: String {
            switch self {
            case .notAnInstant:
                "This is not a date and time. Write it as in 2026-11-21T09:30:00Z."
            case .noSuchDay:
                "There is no such day in the calendar. Check the year, the month and the day."
            case .noSuchTime:
                "There is no such time of day. Hours go from 00 to 23, minutes and seconds from 00 to 59."
            case .leapSecond:
                "The second 60, a leap second, is not kept here. Write 59 or the next minute."
            case .noOffset:
                "The time zone is missing. End with Z for UTC, or with an offset as in +01:00."
            case .badOffset:
                "The time zone is not right. End with Z for UTC, or with an offset as in +01:00."
            }
        }
    }

    /// The milliseconds of one day.
    static let millisecondsPerDay: Int64 = 86_400_000
    /// 1970-01-01T00:00:00Z.
    static let epoch = Instant(milliseconds: 0)
    /// The earliest moment.
    static let first = Instant(milliseconds: millisecondsMin)
    /// The latest moment.
    static let last = Instant(milliseconds: millisecondsMax)

    private static let millisecondsMin: Int64 = -62_135_596_800_000
    private static let millisecondsMax: Int64 = 253_402_300_799_999

    /// The milliseconds from 1970-01-01T00:00:00Z, negative before.
    let milliseconds: Int64

    /// Makes the moment some milliseconds after 1970-01-01T00:00:00Z, moved into the bounds.
    init(milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, Self.millisecondsMin), Self.millisecondsMax)
    }

    /// Reads a date and time of RFC 3339 with `Z` or an offset, which is turned into UTC.
    ///
    /// At most nine digits of a fraction are taken; those beyond the millisecond are cut off.
    ///
    /// - Throws: `Invalid` with the reason.
    init(utf8 bytes: some Collection<UInt8>) throws(Invalid) {
        var cursor = TextCursor(bytes)
        let date: LocalDate?
        do { date = try LocalDate.read(from: &cursor) } catch { throw .noSuchDay }
        guard let date, cursor.take(UInt8(ascii: "T")) || cursor.take(UInt8(ascii: "t")) else { throw .notAnInstant }
        let timeOfDay = try Self.readTimeOfDay(from: &cursor)
        let offsetMinutes = try Self.readOffsetMinutes(from: &cursor)
        guard cursor.isAtEnd else { throw .notAnInstant }
        let total = date.startInUTC.milliseconds + timeOfDay - offsetMinutes * 60_000
        guard Self.millisecondsMin...Self.millisecondsMax ~= total else { throw .noSuchDay }
        self.init(milliseconds: total)
    }

    /// Reads a date and time, as in `2026-11-21T09:30:00Z`, as `init(utf8:)` does.
    ///
    /// - Throws: `Invalid` with the reason.
    init(_ text: String) throws(Invalid) {
        try self.init(utf8: text.utf8)
    }

    /// The day of this moment in UTC.
    var dateInUTC: LocalDate {
        LocalDate(daysSinceEpoch: Int(dayAndRest.day)) ?? .first
    }

    /// Whole seconds from 1970-01-01T00:00:00Z, rounded towards the past.
    var seconds: Int64 {
        let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The moment some milliseconds later, or earlier for a negative number, moved into the bounds.
    func adding(milliseconds more: Int64) -> Instant {
        let (sum, overflow) = milliseconds.addingReportingOverflow(more)
        return overflow ? (more < 0 ? .first : .last) : Instant(milliseconds: sum)
    }

    /// The moment some seconds later, or earlier for a negative number, moved into the bounds.
    func adding(seconds: Int64) -> Instant {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        return overflow ? (seconds < 0 ? .first : .last) : adding(milliseconds: product)
    }

    /// The milliseconds from another moment to this one, negative where this one is earlier.
    func milliseconds(since other: Instant) -> Int64 { milliseconds - other.milliseconds }

    /// The text form: `2026-11-21T09:30:00Z`, with `.123` before the `Z` only where the fraction is not zero.
    var canonical: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24)
        writeText(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    var description: String { canonical }

    /// Adds the text form, 20 or 24 bytes, to a buffer.
    func writeText(to bytes: inout [UInt8]) {
        let rest = Int(dayAndRest.rest)
        dateInUTC.writeText(to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        bytes.append(rest / 3_600_000, digits: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(rest / 60_000 % 60, digits: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(rest / 1000 % 60, digits: 2)
        if rest % 1000 != 0 {
            bytes.append(UInt8(ascii: "."))
            bytes.append(rest % 1000, digits: 3)
        }
        bytes.append(UInt8(ascii: "Z"))
    }

    static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    /// The days from the epoch, rounded towards the past, and the milliseconds of that day.
    private var dayAndRest: (day: Int64, rest: Int64) {
        let (day, rest) = milliseconds.quotientAndRemainder(dividingBy: Self.millisecondsPerDay)
        return rest < 0 ? (day - 1, rest + Self.millisecondsPerDay) : (day, rest)
    }

    /// Takes `hh:mm:ss` and a fraction, as milliseconds of the day.
    private static func readTimeOfDay(from cursor: inout TextCursor<some Collection<UInt8>>) throws(Invalid) -> Int64 {
        guard let hour = cursor.number(digits: 2), cursor.take(UInt8(ascii: ":")),
            let minute = cursor.number(digits: 2), cursor.take(UInt8(ascii: ":")),
            let second = cursor.number(digits: 2)
        else { throw .notAnInstant }
        if hour <= 23, minute <= 59, second == 60 { throw .leapSecond }
        guard hour <= 23, minute <= 59, second <= 59 else { throw .noSuchTime }
        var fraction = 0
        if cursor.take(UInt8(ascii: ".")) {
            guard let tenths = cursor.digit() else { throw .notAnInstant }
            fraction = tenths * 100
            var unit = 10
            var digitCount = 1
            while let digit = cursor.digit() {
                digitCount += 1
                guard digitCount <= 9 else { throw .notAnInstant }
                fraction += digit * unit
                unit /= 10
            }
        }
        return Int64(((hour * 60 + minute) * 60 + second) * 1000 + fraction)
    }

    /// Takes `Z` or an offset as in `+01:00`, in minutes east of UTC; `-00:00` is UTC too (RFC 3339 §4.3).
    private static func readOffsetMinutes(
        from cursor: inout TextCursor<some Collection<UInt8>>
    ) throws(Invalid) -> Int64 {
        guard let sign = cursor.next() else { throw .noOffset }
        switch sign {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"):
            return 0
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard let hours = cursor.number(digits: 2), cursor.take(UInt8(ascii: ":")),
                let minutes = cursor.number(digits: 2), hours <= 23, minutes <= 59
            else { throw .badOffset }
            let total = Int64(hours * 60 + minutes)
            return sign == UInt8(ascii: "-") ? -total : total
        default:
            throw .badOffset
        }
    }
}
