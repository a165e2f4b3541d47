/// Gathers the content of one request by its framing and takes not a byte more.
struct BodyReader: Sendable {
    /// The most that is reserved beyond what has come: a client that names a length is given no memory for the naming.
    private static let reserveBytesMax = 16384

    private var remaining: Int
    private var chunks: ChunkReader?
    private let bytesMax: Int
    private var body: [UInt8] = []

    /// Makes a reader for a framing.
    ///
    /// - Parameter bytesMax: how large the content may be.
    /// - Throws: `Rejection` 413 where the length alone says that it is too large.
    init(_ framing: RequestHead.Framing, bytesMax: Int, limits: Limits) throws(Rejection) {
        self.bytesMax = bytesMax
        switch framing {
        case .none: remaining = 0
        case .length(let length):
            guard length <= bytesMax else { throw .bodyTooLarge }
            remaining = length
        case .chunked:
            remaining = 0
            chunks = ChunkReader(limits: limits)
        }
    }

    /// Takes bytes up to the end of the content.
    ///
    /// - Parameter taken: how many bytes of `input` were taken; it is added to.
    /// - Returns: the whole content, or nil where more is needed.
    /// - Throws: `Rejection` where a chunk or a trailer is malformed or the content too large.
    mutating func consume(_ input: UnsafeRawBufferPointer, taken: inout Int) throws(Rejection) -> [UInt8]? {
        if chunks != nil {
            return try chunks?.consume(input, taken: &taken, into: &body, bytesMax: bytesMax) == true ? body : nil
        }
        let count = min(remaining, input.count - taken)
        if count > 0 {
            if body.isEmpty { body.reserveCapacity(min(remaining, max(count, Self.reserveBytesMax))) }
            body.append(contentsOf: input[taken..<taken + count])
            taken += count
            remaining -= count
        }
        return remaining == 0 ? body : nil
    }
}
