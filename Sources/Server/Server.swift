public import Dispatch
import Synchronization

/// An HTTP/1.1 server of one application.
public final class Server<App: Application>: Sendable {
    private struct State {
        var workers: [Worker] = []
        var socketFiles: [UnixSocketFile] = []
        var isStarted = false
        var isDraining = false
    }

    private let app: App
    private let configuration: ServerConfiguration
    private let state = Mutex(State())
    private let running = DispatchGroup()

    /// Makes a server that does nothing yet.
    public init(_ app: App, _ configuration: ServerConfiguration) {
        self.app = app
        self.configuration = configuration
    }

    /// Opens the listeners, makes the workers and begins to serve.
    ///
    /// - Returns: where the server listens, in the order of the configuration.
    /// - Throws: ``ServerError`` where an address cannot be had, or what the application throws for a worker's state;
    ///   nothing stays open then.
    public func start() throws -> [BoundAddress] {
        try state.withLock { state in
            guard !state.isStarted else { throw ServerError("start the server", reason: "it was started before") }
            let count = max(1, configuration.workers)
            let listeners = try openListeners(copies: count)
            let socketFiles = listeners.filter { isOwn($0.address) }.compactMap { UnixSocketFile($0.address) }
            do {
                state.workers = try makeWorkers(count, listeners)
            } catch {
                for file in socketFiles { file.remove() }
                throw error
            }
            state.socketFiles = socketFiles
            state.isStarted = true
            for worker in state.workers { worker.begin() }
            if state.isDraining {
                // Told to end before it had begun: whoever did so does not say it again.
                for worker in state.workers { worker.mailbox.post(.drain(until: MonotonicClock.now())) }
            }
            return stride(from: 0, to: listeners.count, by: count).map { listeners[$0].address }
        }
    }

    /// Whether this server makes the file of that socket: one that was handed over is not its to remove.
    private func isOwn(_ address: BoundAddress) -> Bool {
        guard case .unix(let bound) = address else { return false }
        return configuration.listen.contains { wanted in
            if case .unix(bound, _) = wanted { true } else { false }
        }
    }

    /// Ends the server in good order; a second call ends it at once.
    ///
    /// It takes what the kernel has accepted, answers what is in flight with `Connection: close`, and ends after
    /// `drainSeconds` at the latest.
    public func drain() {
        state.withLock { state in
            let until = MonotonicClock.now() &+ MonotonicClock.nanoseconds(seconds: configuration.drainSeconds)
            for worker in state.workers { worker.mailbox.post(state.isDraining ? .end : .drain(until: until)) }
            for file in state.socketFiles { file.remove() }
            state.socketFiles = []
            state.isDraining = true
        }
    }

    /// Blocks the calling thread, which must not be a worker's, until every worker has ended.
    public func waitUntilEnded() {
        running.wait()
    }

    /// Calls `body` on `queue` once every worker has ended; at once where none runs.
    public func whenEnded(on queue: DispatchQueue = .global(), _ body: @escaping @Sendable () -> Void) {
        running.notify(queue: queue, execute: body)
    }

    /// What the server has done; takes no lock that a request waits for.
    public var counters: ServerCounters {
        state.withLock { state in
            var sum = ServerCounters()
            for worker in state.workers { sum.add(worker.counters) }
            return sum
        }
    }

    /// Opens every address; all or none.
    private func openListeners(copies: Int) throws(ServerError) -> [Listener] {
        var listeners: [Listener] = []
        do throws(ServerError) {
            for address in configuration.listen {
                listeners += try Listener.open(address, copies: copies, backlog: configuration.backlog)
            }
        } catch {
            for listener in listeners { listener.close() }
            throw error
        }
        guard !listeners.isEmpty else { throw ServerError("start the server", reason: "it has no address") }
        return listeners
    }

    /// Makes the workers, each on its own queue; all or none, and then the listeners are closed.
    private func makeWorkers(_ count: Int, _ listeners: [Listener]) throws -> [Worker] {
        let openTotal = SharedCount()
        let running = running
        var workers: [Worker] = []
        do {
            for index in 0..<count {
                let queue = DispatchQueue(label: "kith.worker.\(index)")
                let own = stride(from: index, to: listeners.count, by: count).map { listeners[$0] }
                running.enter()
                let worker = try queue.sync {
                    try Worker(
                        index: index, queue: queue, app: app, configuration: configuration, listeners: own,
                        openTotal: openTotal, ended: { running.leave() })
                }
                workers.append(worker)
            }
        } catch {
            running.leave()
            for worker in workers { worker.abandonStart() }
            for index in workers.count..<count {
                for own in stride(from: index, to: listeners.count, by: count) { listeners[own].close() }
            }
            throw error
        }
        return workers
    }
}
