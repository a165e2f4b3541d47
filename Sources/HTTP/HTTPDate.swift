/// A date as HTTP writes it: IMF-fixdate (RFC 9110 §5.6.7), as `Sun, 06 Nov 1994 08:49:37 GMT`.
public enum HTTPDate {
    /// How many bytes a date has.
    public static let byteCount = 29

    /// The bytes of an instant.
    ///
    /// - Parameter unixSeconds: seconds since 1970-01-01T00:00:00Z; clamped to the years 1970 to 9999.
    public static func bytes(unixSeconds: Int64) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(byteCount)
        append(unixSeconds: unixSeconds, to: &bytes)
        return bytes
    }

    /// The text of an instant.
    public static func text(unixSeconds: Int64) -> String {
        String(decoding: bytes(unixSeconds: unixSeconds), as: UTF8.self)
    }

    /// Appends the bytes of an instant.
    public static func append(unixSeconds: Int64, to bytes: inout [UInt8]) {
        let seconds = min(max(unixSeconds, 0), 253_402_300_799)
        let day = Int(seconds / 86400)
        let second = Int(seconds % 86400)
        let date = civil(day)
        append("ThuFriSatSunMonTueWed", day % 7, to: &bytes)
        bytes.append(ASCII.comma)
        bytes.append(ASCII.space)
        append(date.day, to: &bytes)
        bytes.append(ASCII.space)
        append("JanFebMarAprMayJunJulAugSepOctNovDec", date.month - 1, to: &bytes)
        bytes.append(ASCII.space)
        append(date.year / 100, to: &bytes)
        append(date.year % 100, to: &bytes)
        bytes.append(ASCII.space)
        append(second / 3600, to: &bytes)
        bytes.append(ASCII.colon)
        append(second / 60 % 60, to: &bytes)
        bytes.append(ASCII.colon)
        append(second % 60, to: &bytes)
        bytes.append(contentsOf: ASCII.raw(" GMT"))
    }

    /// The Gregorian date of a day since 1970, by eras of 400 years from a March on (Howard Hinnant's days to civil).
    private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719468
        let era = shifted / 146097
        let dayOfEra = shifted % 146097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month < 3 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(truncatingIfNeeded: 0x30 + number / 10 % 10))
        bytes.append(UInt8(truncatingIfNeeded: 0x30 + number % 10))
    }

    private static func append(_ names: StaticString, _ index: Int, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: ASCII.raw(names).dropFirst(index * 3).prefix(3))
    }
}
