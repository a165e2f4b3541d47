internal import HTTP
internal import JSON

/// A page of changes, made piece by piece: what the caller may not know of makes it no shorter, and holds no worker.
final class ChangePage: BodyStream, @unchecked Sendable {
    // Guarded by the server: a stream is made, asked and cancelled on its connection's worker alone.

    private let reader: ChangeReader
    private let limit: Int
    /// The last change that there was when the page was asked for.
    private let end: Int64
    private var place: Int64
    private var count = 0
    private var hasBegun = false
    private var isFinished = false

    /// Begins behind a place.
    init(_ reader: ChangeReader, after place: Int64, to end: Int64, limit: Int) {
        self.reader = reader
        self.place = place
        self.end = end
        self.limit = limit
    }

    func next() throws -> [UInt8]? {
        guard !isFinished else { return nil }
        var bytes: [UInt8] = []
        if !hasBegun { bytes += Array(#"{"items":["#.utf8) }
        hasBegun = true
        var piece = try reader.read(after: place, to: end, limit: limit - count)
        for change in piece.changes {
            if count > 0 { bytes.append(UInt8(ascii: ",")) }
            var writer = JSONWriter(capacityBytes: 256)
            change.write(to: &writer)
            bytes += writer.bytes()
            count += 1
        }
        if count == limit { piece.isEnd = true }
        place = piece.last
        if piece.isEnd {
            bytes += Array(#"],"next":"\#(try reader.places.text(place))"}"#.utf8)
            isFinished = true
        }
        return bytes
    }

    func cancel() {
        isFinished = true
    }
}
