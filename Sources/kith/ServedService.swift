import Dispatch
import Glibc
import HTTP
import KithService
import Server

/// The service on its server: started, told of signals, drained and closed.
struct ServedService {
    private let installation: Installation
    private let configuration: ServerConfiguration

    /// Reads where and how to serve from the settings.
    ///
    /// - Throws: `ServerError` where an address is none.
    init(_ installation: Installation) throws {
        self.installation = installation
        var configuration = ServerConfiguration()
        configuration.listen = try installation.listen.map { try ListenAddress(parsing: $0) }
        configuration.workers =
            installation.workers > 0 ? installation.workers : max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        configuration.connectionsMax = installation.connectionsMax
        configuration.refusedBodyBytesMax = Service.unusedBodyBytesMax
        let timeouts = installation.timeouts
        configuration.headTimeoutSeconds = timeouts.head
        configuration.bodyTimeoutSeconds = timeouts.body
        configuration.idleTimeoutSeconds = timeouts.idle
        configuration.writeTimeoutSeconds = timeouts.write
        configuration.drainSeconds = timeouts.drain
        self.configuration = configuration
    }

    /// Serves until SIGTERM or SIGINT; a second one ends at once.
    ///
    /// - Parameter started: Told of the bound addresses once requests are taken.
    /// - Throws: `ServerError`, `SQLiteError`, `SettingsFault` where it cannot start.
    func run(started: ([BoundAddress]) throws -> Void) throws {
        let service = try installation.openService()
        let app = ServedApplication(service, logsAccess: installation.logsAccess)
        let server = Server(app, configuration)
        service.metrics.add { Self.samples(server.counters) }
        let signals = Signals { server.drain() }
        defer { signals.cancel() }
        let flushing = Self.repeated(everySeconds: 1) { StandardError.shared.flush() }
        defer { flushing.cancel() }
        try started(try server.start())
        server.waitUntilEnded()
        service.close()
    }

    private static func repeated(
        everySeconds seconds: Int, _ body: @escaping @Sendable () -> Void
    ) -> any DispatchSourceTimer {
        let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "kith.timer"))
        timer.setEventHandler(handler: DispatchWorkItem(block: body))
        timer.schedule(deadline: .now() + .seconds(seconds), repeating: .seconds(seconds), leeway: .milliseconds(200))
        timer.resume()
        return timer
    }

    private static func samples(_ counters: ServerCounters) -> [Metrics.Sample] {
        [
            .init("kith_connections_open", "Connections that are open.", .gauge, counters.connectionsOpen),
            .init("kith_connections_total", "Connections that were accepted.", .counter, counters.connectionsAccepted),
            .init("kith_connections_refused_total", "Connections refused.", .counter, counters.connectionsRefused),
            .init("kith_requests_total", "Requests that were read.", .counter, counters.requests),
            .init("kith_rejections_total", "Messages that were refused.", .counter, counters.rejections),
            .init(
                "kith_responses_dropped_total", "Answers to clients that had gone.", .counter,
                counters.responsesDropped),
            .init(
                "kith_accepts_paused_total", "Times that no connection was taken for want of descriptors.", .counter,
                counters.acceptsPaused),
            .init("kith_received_bytes_total", "Bytes that came in.", .counter, counters.bytesReceived),
            .init("kith_sent_bytes_total", "Bytes that went out.", .counter, counters.bytesSent),
        ]
    }
}
