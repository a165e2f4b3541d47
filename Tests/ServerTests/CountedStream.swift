import HTTP
import Synchronization

/// A stream of equal pieces that counts how often it was asked.
final class CountedStream: BodyStream {
    struct Broken: Error {}

    private struct State {
        var made = 0
        var isCancelled = false
    }

    private let state = Mutex(State())
    private let pieces: Int
    private let pieceBytes: Int
    private let breaksAt: Int?

    init(pieces: Int, pieceBytes: Int = 1000, breaksAt: Int? = nil) {
        self.pieces = pieces
        self.pieceBytes = pieceBytes
        self.breaksAt = breaksAt
    }

    var made: Int { state.withLock { $0.made } }
    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    func next() throws -> [UInt8]? {
        try state.withLock { state in
            if state.made == breaksAt { throw Broken() }
            guard state.made < pieces else { return nil }
            state.made += 1
            return [UInt8](repeating: UInt8(97 + state.made % 26), count: pieceBytes)
        }
    }

    func cancel() { state.withLock { $0.isCancelled = true } }
}
