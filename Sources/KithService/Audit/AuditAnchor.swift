/// A place in the trail and the hash that it has there: kept elsewhere, it shows later whether the trail up to it is
/// the same and whole.
public struct AuditAnchor: Sendable, Hashable, CustomStringConvertible {
    /// The number of the row; 0 before the first.
    let seq: Int64
    /// The row's hash; 32 zero bytes before the first.
    let hash: [UInt8]

    /// The beginning of every trail.
    static let start = AuditAnchor(seq: 0, hash: [UInt8](repeating: 0, count: Digest.byteCount))

    init(seq: Int64, hash: [UInt8]) {
        self.seq = seq
        self.hash = hash
    }

    /// Reads the text form: the number, a colon, and 64 hexadecimal digits in lower case.
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, let seq = Int64(String(decoding: parts[0], as: UTF8.self)), seq >= 0,
            parts[1].count == 2 * Digest.byteCount
        else { return nil }
        var hash: [UInt8] = []
        var high: UInt8?
        for byte in parts[1] {
            guard let digit = Self.digits.firstIndex(of: byte) else { return nil }
            if let first = high { hash.append(first << 4 | UInt8(digit)) }
            high = high == nil ? UInt8(digit) : nil
        }
        self.init(seq: seq, hash: hash)
    }

    /// The text form, which `kith audit anchor` prints.
    public var description: String {
        "\(seq):"
            + String(decoding: hash.flatMap { [Self.digits[Int($0 >> 4)], Self.digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
