import ArgumentParser
import KithService
import Server

/// `kith serve`: serves the API until it is told to stop.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serves the API; makes the database where there is none, and brings its schema up to date.")

    @OptionGroup var settings: SettingsOptions

    @Option(help: "Where to listen: HOST:PORT, [IPv6]:PORT, unix:PATH or systemd. May be repeated.")
    var listen: [String] = []

    @Flag(help: "Print every setting, its value and where it comes from, and end.")
    var printConfig = false

    func run() throws {
        let more = listen.isEmpty ? [] : [(name: "listen", text: listen.joined(separator: ","))]
        let installation = try settings.installation(more)
        if printConfig {
            for line in installation.settings.described {
                Terminal.say("\(line.name) = \(line.value)  (\(line.source))")
            }
            return
        }
        let served: ServedService
        do {
            served = try ServedService(installation)
        } catch {
            throw ValidationError("\(error)")
        }
        let hold = try ServedDatabase(installation.databasePath)
        defer { hold.letGo() }
        try installation.migrate()
        try served.run { addresses in
            for address in addresses { Terminal.say("listening on \(address.url)") }
        }
    }
}

extension BoundAddress {
    /// The address as a client writes it.
    var url: String {
        switch self {
        case .ipv4, .ipv6: "http://\(self)"
        case .unix: "\(self)"
        }
    }
}
