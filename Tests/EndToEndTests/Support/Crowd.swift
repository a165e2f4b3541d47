import Glibc

/// Threads that a test starts together and joins together.
final class Crowd: Sendable {
    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    private let running: Watched<Int>

    /// Starts so many threads, each with its number.
    init(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
        running = Watched(count)
        for index in 0..<count {
            Self.detach { [running] in
                body(index)
                running.update { $0 -= 1 }
            }
        }
    }

    /// Waits until all have ended.
    func join(seconds: Double = Child.patienceSeconds) throws {
        guard running.wait(seconds: seconds, until: { $0 == 0 }) else {
            throw Child.Failure(description: "\(running.read { $0 }) threads did not end within \(seconds) s")
        }
    }

    /// Runs a closure on a thread of its own.
    static func detach(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(body))
        let result = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
                return nil
            }, work.toOpaque())
        guard result == 0 else {
            work.release()
            preconditionFailure("no thread: \(result)")
        }
        pthread_detach(thread)
    }
}
