/// A date as far as it is known: a year, a month or a day (`1984`, `1984-03`, `1984-03-09`).
///
/// It keeps its precision: `1984` is never turned into the first of January. Two partial dates can leave open which
/// came first, so there are two comparisons. `isCertainlyBefore` is for rules: true only when every day that the one
/// can mean lies before every day that the other can mean. `<` is for sorting: by the earliest day, and of two with
/// the same earliest day the less precise first; that is also the order of the texts' bytes, as a database sorts them.
struct PartialDate: TextValue, Comparable, CustomStringConvertible {
    /// How much is known, the least first.
    enum Precision: Int, Sendable, Comparable {
        case year, month, day

        static func < (left: Precision, right: Precision) -> Bool { left.rawValue < right.rawValue }
    }

    /// Why a text is not a date, whole or partial.
    enum Invalid: String, InvalidValue {
        case notADate = "not_a_date"
        case noSuchDay = "no_such_day"

        var code: String { rawValue }

        var detail: String {
            switch self {
            case .notADate: "This is not a date. Write as much as is known: 1984, 1984-03 or 1984-03-09."
            case .noSuchDay: "There is no such date in the calendar. Check the year, the month and the day."
            }
        }
    }

    /// The first day that is meant.
    let earliest: LocalDate
    /// How much is known.
    let precision: Precision

    /// A date known to the day.
    init(_ date: LocalDate) {
        earliest = date
        precision = .day
    }

    /// Makes a date as far as it is known, or nil where the calendar has none such or a day comes without a month.
    init?(year: Int, month: Int? = nil, day: Int? = nil) {
        guard month != nil || day == nil,
            let earliest = LocalDate(year: year, month: month ?? 1, day: day ?? 1)
        else { return nil }
        self.earliest = earliest
        precision = day != nil ? .day : month != nil ? .month : .year
    }

    /// Reads `1984`, `1984-03` or `1984-03-09`.
    ///
    /// - Throws: `Invalid.notADate` for another form, `Invalid.noSuchDay` for a date that the calendar lacks.
    init(utf8 bytes: some Collection<UInt8>) throws(Invalid) {
        var cursor = TextCursor(bytes)
        guard let year = cursor.number(digits: 4) else { throw .notADate }
        let month = try Self.readPart(from: &cursor)
        let day = try Self.readPart(from: &cursor)
        guard cursor.isAtEnd else { throw .notADate }
        guard let date = PartialDate(year: year, month: month, day: day) else { throw .noSuchDay }
        self = date
    }

    /// Reads `1984`, `1984-03` or `1984-03-09`, as `init(utf8:)` does.
    ///
    /// - Throws: `Invalid` with the reason.
    init(_ text: String) throws(Invalid) {
        try self.init(utf8: text.utf8)
    }

    /// The year, 1 to 9999.
    var year: Int { earliest.year }
    /// The month, 1 to 12, where it is known.
    var month: Int? { precision >= .month ? earliest.month : nil }
    /// The day of the month, 1 to 31, where it is known.
    var day: Int? { precision == .day ? earliest.day : nil }

    /// The last day that is meant.
    var latest: LocalDate {
        let month = precision >= .month ? earliest.month : 12
        let day = precision == .day ? earliest.day : LocalDate.daysIn(month: month, year: year)
        return LocalDate(year: year, month: month, day: day) ?? earliest
    }

    /// Whether every day that this date can mean lies before every day that the other can mean.
    func isCertainlyBefore(_ other: PartialDate) -> Bool { latest < other.earliest }

    /// Whether the date can mean this day.
    func mayBe(_ day: LocalDate) -> Bool { earliest <= day && day <= latest }

    /// Whether the two dates can mean the same day.
    func overlaps(_ other: PartialDate) -> Bool { earliest <= other.latest && other.earliest <= latest }

    var canonical: String {
        String(decoding: textBytes, as: UTF8.self)
    }

    var description: String { canonical }

    /// Adds the text form, 4, 7 or 10 bytes, to a buffer.
    func writeText(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: textBytes)
    }

    static func < (left: PartialDate, right: PartialDate) -> Bool {
        (left.earliest, left.precision) < (right.earliest, right.precision)
    }

    private var textBytes: ArraySlice<UInt8> {
        var bytes: [UInt8] = []
        earliest.writeText(to: &bytes)
        return bytes.prefix(precision == .year ? 4 : precision == .month ? 7 : 10)
    }

    /// Takes `-` and two digits; nil at the end of the text.
    private static func readPart(from cursor: inout TextCursor<some Collection<UInt8>>) throws(Invalid) -> Int? {
        if cursor.isAtEnd { return nil }
        guard cursor.take(UInt8(ascii: "-")), let part = cursor.number(digits: 2) else { throw .notADate }
        return part
    }
}
