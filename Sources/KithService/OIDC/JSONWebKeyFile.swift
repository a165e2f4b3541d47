internal import Glibc
internal import Synchronization

/// The key set in a file, read again when the file changes: a provider's new keys need no restart.
///
/// A file that cannot be used leaves the keys as they were, and is reported once for each state that it is seen in. It
/// is best replaced by renaming a new one over it, so that no half of it is ever seen.
final class JSONWebKeyFile: Sendable {
    /// How long the file is not looked at again, in milliseconds.
    static let lookMilliseconds: Int64 = 1000

    /// Why a file gives no keys.
    enum Fault: Error, Equatable, CustomStringConvertible {
        case unreadable(path: String, reason: String)
        case notAFile(path: String)
        case tooLong(path: String)
        case wrong(path: String, JSONWebKeySet.Fault)

        var description: String {
            switch self {
            case .unreadable(let path, let reason): "\(path): \(reason)"
            case .notAFile(let path): "\(path): a plain file is needed"
            case .tooLong(let path): "\(path): larger than \(JSONWebKeySet.bytesMax) bytes"
            case .wrong(let path, let fault): "\(path): \(fault)"
            }
        }
    }

    private struct State {
        var keys: JSONWebKeySet
        /// The file as it was read last, or as it stood where it could not be; nil where there was none.
        var seen: FileVersion?
        var lookedAt: Instant
        /// Whether a thread looks at the file just now: the others go on with the keys that there are.
        var isLooking = false

        /// Whether it is time to look; then whoever asked is the one to do it.
        mutating func takeTurn(at now: Instant) -> Bool {
            // A clock that went back tells nothing of how long ago it was.
            let isFresh = (0..<JSONWebKeyFile.lookMilliseconds).contains(now.milliseconds(since: lookedAt))
            guard !isLooking, !isFresh else { return false }
            isLooking = true
            lookedAt = now
            return true
        }
    }

    private let path: String
    private let clock: any Clock
    private let onFault: @Sendable (Fault) -> Void
    private let state: Mutex<State>

    /// Reads the file for the first time.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - clock: Says when to look at the file again.
    ///   - onFault: Told once of each later state of the file that cannot be used.
    /// - Throws: `Fault` where it cannot be used now.
    init(path: String, clock: any Clock, onFault: @escaping @Sendable (Fault) -> Void) throws(Fault) {
        let now = clock.now()
        let (seen, outcome) = Self.read(path)
        state = Mutex(State(keys: try outcome.get(), seen: seen, lookedAt: now))
        self.path = path
        self.clock = clock
        self.onFault = onFault
    }

    /// The keys that hold now.
    ///
    /// At most once in `lookMilliseconds` a caller looks at the file first; nobody waits for it.
    func current() -> JSONWebKeySet {
        let now = clock.now()
        let (keys, seen, hasTurn) = state.withLock { state in
            (state.keys, state.seen, state.takeTurn(at: now))
        }
        guard hasTurn else { return keys }
        guard FileVersion(path: path) != seen else {
            state.withLock { $0.isLooking = false }
            return keys
        }
        let (read, outcome) = Self.read(path)
        let fresh = (try? outcome.get()) ?? keys
        state.withLock { state in
            state.keys = fresh
            state.seen = read
            state.isLooking = false
        }
        if case .failure(let fault) = outcome { onFault(fault) }
        return fresh
    }

    /// Reads the file, with the version that it had before its first byte was read: a change while it is read is seen
    /// as one at the next look.
    private static func read(_ path: String) -> (seen: FileVersion?, outcome: Result<JSONWebKeySet, Fault>) {
        // Without O_NONBLOCK the opening of a pipe would wait for somebody who writes to it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            return (FileVersion(path: path), .failure(.unreadable(path: path, reason: reason)))
        }
        defer { close(descriptor) }
        guard let seen = FileVersion(descriptor: descriptor), seen.isPlainFile else {
            return (FileVersion(path: path), .failure(.notAFile(path: path)))
        }
        do throws(Fault) {
            let bytes = try contents(of: descriptor, path)
            do throws(JSONWebKeySet.Fault) {
                return (seen, .success(try JSONWebKeySet(bytes)))
            } catch {
                throw .wrong(path: path, error)
            }
        } catch {
            return (seen, .failure(error))
        }
    }

    private static func contents(of descriptor: Int32, _ path: String) throws(Fault) -> [UInt8] {
        // One byte more than is taken tells a file that is too long from one that is just long enough.
        let capacity = JSONWebKeySet.bytesMax + 1
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            while count < capacity {
                let taken = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), capacity - count)
                if taken < 0 && errno == EINTR { continue }
                if taken < 0 { failure = errno }
                guard taken > 0 else { break }
                count += taken
            }
        }
        guard failure == 0 else { throw .unreadable(path: path, reason: String(cString: strerror(failure))) }
        guard bytes.count <= JSONWebKeySet.bytesMax else { throw .tooLong(path: path) }
        return bytes
    }
}
