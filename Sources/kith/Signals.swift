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
        let numbers = [SIGTERM, SIGINT]
        // Blocked here as in all threads of Dispatch, so that they wait for Dispatch to read them. Otherwise its
        // handler would interrupt this thread, which the thread sanitizer puts off for as long as the thread waits.
        var blocked = sigset_t()
        sigemptyset(&blocked)
        for number in numbers { sigaddset(&blocked, number) }
        pthread_sigmask(SIG_BLOCK, &blocked, nil)
        sources = numbers.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler(handler: DispatchWorkItem(block: stop))
            source.resume()
            return source
        }
    }

    /// Stops watching; what comes from then on is left waiting.
    func cancel() {
        for source in sources { source.cancel() }
    }
}
