internal import HTTP
internal import JSON

/// Changes as they happen, as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html).
///
/// Nothing is held between two pieces: no thread, no snapshot of the database. Who asks is found out again before each
/// piece, and what they may know of is decided for each change when it is read.
final class ChangeEvents: LiveStream, @unchecked Sendable {
    // Guarded by the server: a stream is made, asked and cancelled on its connection's worker alone.

    /// How long nothing is said at most, in milliseconds.
    static let heartbeatMilliseconds: Int64 = 15_000
    /// After how long a client that was cut off comes again, in milliseconds.
    static let retryMilliseconds = 3000

    private let reader: ChangeReader
    private let bell: ChangeBell
    private let clock: any Clock
    private let seat: UInt64
    private var wake: (@Sendable () -> Void)?
    private var place: Int64
    /// When something was last said; nil before the first word.
    private var spokeAt: Int64?
    private var isFinished = false

    /// Begins behind a place.
    ///
    /// - Throws: `TooManyStreams`.
    init(_ reader: ChangeReader, after place: Int64, _ call: Call) throws(TooManyStreams) {
        self.reader = reader
        self.place = place
        bell = call.service.changeBell
        clock = call.service.clock
        seat = try bell.enter(call.access.worker)
    }

    deinit { bell.leave(seat) }

    var pauseSeconds: Double {
        let silent = clock.now().milliseconds - (spokeAt ?? 0)
        return Double(max(0, Self.heartbeatMilliseconds - max(0, silent))) / 1000
    }

    func begin(wake: @escaping @Sendable () -> Void) {
        self.wake = wake
        bell.listen(seat, wake)
    }

    func next() throws -> [UInt8]? {
        guard !isFinished, let piece = try reader.readOn(after: place) else {
            cancel()
            return nil
        }
        place = piece.last
        // What the caller may not know of is no word: it is gone on from at once, and nothing is said.
        if !piece.isEnd { wake?() }
        var bytes: [UInt8] = []
        if spokeAt == nil { bytes += Array("retry: \(Self.retryMilliseconds)\n\n".utf8) }
        for change in piece.changes {
            var writer = JSONWriter(capacityBytes: 256)
            change.write(to: &writer)
            bytes += Array("id: \(try reader.places.text(change.seq))\ndata: ".utf8) + writer.bytes()
            bytes += Array("\n\n".utf8)
        }
        let now = clock.now().milliseconds
        if bytes.isEmpty, let spokeAt, now - spokeAt >= Self.heartbeatMilliseconds {
            // An id without data moves the place that the client would come again with, and is no event.
            bytes = Array(":\nid: \(try reader.places.text(place))\n\n".utf8)
        }
        if !bytes.isEmpty { spokeAt = now }
        return bytes
    }

    func cancel() {
        isFinished = true
        bell.leave(seat)
    }
}
