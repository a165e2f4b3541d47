/// What a connection still has to send: a batch of rendered bytes and, behind it, at most one large body as it is.
struct ConnectionOutput {
    /// A body from this size on is not copied into the batch but sent from where it lies, in bytes.
    static let separateBytesMin = 32 * 1024

    /// The batch.
    var bytes: [UInt8] = []
    /// The large body behind the batch; nothing may be put behind it until it was sent.
    var tail: [UInt8] = []
    private(set) var sentCount = 0

    /// How many bytes are still to be sent.
    var count: Int { bytes.count + tail.count - sentCount }

    /// Whether everything was sent.
    var isEmpty: Bool { count == 0 }

    /// Whether another reply may be put behind what is here.
    var takesMore: Bool { tail.isEmpty && bytes.count < 2 * Self.separateBytesMin }

    /// Notes that so many more bytes were sent; keeps the batch's memory when all were.
    mutating func advance(_ count: Int) {
        sentCount += count
        guard isEmpty else { return }
        bytes.removeAll(keepingCapacity: true)
        tail = []
        sentCount = 0
    }

    /// Lends the two runs that are still to be sent; the second may be empty.
    func withUnsent<R>(_ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> R) -> R {
        bytes.withUnsafeBytes { first in
            tail.withUnsafeBytes { second in
                if sentCount < first.count {
                    return body(UnsafeRawBufferPointer(rebasing: first[sentCount...]), second)
                }
                let rest = UnsafeRawBufferPointer(rebasing: second[(sentCount - first.count)...])
                return body(rest, UnsafeRawBufferPointer(start: nil, count: 0))
            }
        }
    }
}
