/// The query of a target: pairs of name and value in order, decoded when they are asked for; `+` is a space.
///
/// Its escapes and its UTF-8 were checked when the target was parsed, so that reading it cannot fail.
public struct Query: Sendable {
    private let bytes: [UInt8]
    private let start: Int
    private let end: Int

    /// Makes an empty query.
    public init() { self.init(bytes: [], range: 0..<0) }

    /// Takes over a part of bytes that was checked.
    init(bytes: [UInt8], range: Range<Int>) {
        self.bytes = bytes
        start = range.lowerBound
        end = range.upperBound
    }

    /// The query as it came, without its `?`.
    public var rawBytes: ArraySlice<UInt8> { bytes[start..<end] }

    /// Whether there is nothing behind the `?`, or no `?`.
    public var isEmpty: Bool { start == end }

    /// The decoded pairs, in order; a piece without `=` has an empty value, and empty pieces are left out.
    public var pairs: [(name: String, value: String)] {
        guard !isEmpty else { return [] }
        return rawBytes.split(separator: ASCII.ampersand).map { piece in
            guard let equals = piece.firstIndex(of: ASCII.equals) else { return (Self.text(piece), "") }
            return (Self.text(piece[..<equals]), Self.text(piece[(equals + 1)...]))
        }
    }

    /// The value of the first pair of a name.
    public func first(_ name: String) -> String? {
        pairs.first { $0.name == name }?.value
    }

    /// The values of all pairs of a name, in order.
    public func all(_ name: String) -> [String] {
        pairs.filter { $0.name == name }.map(\.value)
    }

    private static func text(_ piece: ArraySlice<UInt8>) -> String {
        var copy = Array(piece)
        var span = copy.mutableSpan
        let count = PercentCoding.decode(&span, 0..<piece.count, plusIsSpace: true) ?? 0
        return String(decoding: copy.prefix(count), as: UTF8.self)
    }
}
