/// Bytes kept over several chunks, up to a limit; copied run by run.
struct JSONCapture {
    let bytesMax: Int
    /// Whether bytes are being kept.
    private(set) var isOpen = false
    private var bytes: [UInt8] = []
    /// How many bytes there have been, those above the limit included.
    private var count = 0
    /// Where in the current chunk the run began that has not been copied.
    private var runStart = 0

    init(bytesMax: Int) {
        self.bytesMax = bytesMax
    }

    /// Begins with the byte at a place.
    mutating func open(at start: Int) {
        isOpen = true
        runStart = start
        count = 0
    }

    /// Copies what the chunk had, before it goes away.
    mutating func endChunk(_ scan: JSONScan) {
        if isOpen { append(scan, to: scan.end) }
        runStart = 0
    }

    /// Ends before the byte at the place, or with the last chunk.
    ///
    /// - Returns: how many bytes there were, and the bytes where that is within the limit.
    mutating func close(_ scan: JSONScan?) -> (count: Int, bytes: [UInt8]?) {
        if let scan { append(scan, to: scan.at) }
        let kept = bytes
        discard()
        return (count, count <= bytesMax ? kept : nil)
    }

    /// Forgets what has been kept.
    mutating func discard() {
        isOpen = false
        bytes = []
    }

    private mutating func append(_ scan: JSONScan, to end: Int) {
        count += end - runStart
        if count <= bytesMax {
            bytes.append(contentsOf: UnsafeRawBufferPointer(start: scan.base + runStart, count: end - runStart))
        } else {
            bytes = []
        }
    }
}
