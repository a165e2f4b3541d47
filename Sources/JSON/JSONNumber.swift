/// A number exactly as it was written (RFC 8259 section 6).
///
/// Two numbers are equal when they are written alike: `1.0` is not `1`, though both have the same `int64`.
public struct JSONNumber: Sendable, Hashable, CustomStringConvertible {
    /// The number as written.
    public let text: String

    /// Takes a number's text.
    ///
    /// - Parameter text: what RFC 8259 calls a number, with nothing before or after it.
    /// - Returns: nil where the text is something else, or has more digits than the standard limit.
    public init?(text: String) {
        guard case .number(let number) = try? JSON.read(text), number.text == text else { return nil }
        self = number
    }

    /// Makes a whole number.
    public init(_ number: Int64) {
        text = String(number)
    }

    /// Makes a number that reads back as the very same double: the shortest such text.
    ///
    /// - Returns: nil for infinities and what is not a number, which JSON has no text for.
    public init?(_ number: Double) {
        guard number.isFinite else { return nil }
        text = Self.text(finite: number)
    }

    /// Takes a text that the reader has found to be a number.
    init(lexeme: String) {
        text = lexeme
    }

    /// The same as `text`.
    public var description: String { text }

    /// The number, where it is whole and fits, however it is written: `1e2`, `1.0` and `-0` are whole; nil otherwise.
    public var int64: Int64? {
        // Plain digits, by far the most frequent, need no taking apart.
        Int64(text) ?? Decimal(text.utf8).int64
    }

    /// The double nearest to the number; nil where that is not finite.
    public var double: Double? {
        guard let number = Double(text), number.isFinite else { return nil }
        return number
    }

    /// The shortest text of a finite double, without the `.0` of whole ones.
    static func text(finite number: Double) -> String {
        let text = number.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
