import Dispatch
import Glibc

/// The signals that end a service: each is handed to a closure on a queue of its own.
final class Signals {
    private let sources: [any DispatchSourceSignal]

    /// Watches SIGTERM and SIGINT; ignores SIGPIPE and SIGXFSZ, so that a write that cannot be done is an error alone.
    init(_ stop: @escaping @Sendable () -> Void) {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        let queue = DispatchQueue(label: "kith.signals")
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler(handler: DispatchWorkItem(block: stop))
            source.resume()
            return source
        }
    }

    /// Stops watching.
    func cancel() {
        for source in sources { source.cancel() }
    }
}
