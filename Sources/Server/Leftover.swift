/// Bytes that were read and may not be looked at yet: pipelined requests behind one that is being answered.
struct Leftover {
    private var bytes: [UInt8] = []
    private var start = 0

    /// Whether there are none.
    var isEmpty: Bool { bytes.isEmpty }

    /// Keeps a copy of bytes that the shared read buffer cannot hold any longer; there must be none here.
    mutating func keep(_ input: UnsafeRawBufferPointer) {
        bytes = Array(input)
        start = 0
    }

    /// Notes that so many bytes from the front were taken; gives the memory back with the last one.
    mutating func advance(_ count: Int) {
        start += count
        if start >= bytes.count {
            bytes = []
            start = 0
        }
    }

    /// Lends what is left.
    func withBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start...])) }
    }
}
