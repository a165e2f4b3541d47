import ArgumentParser
import Glibc
import KithService
import Logging

/// The flags that every command takes, above the environment and the settings file.
struct SettingsOptions: ParsableArguments {
    @Option(help: "The database file.")
    var database: String?

    @Option(help: "A settings file; KITH_CONFIG names one too.")
    var config: String?

    @Option(name: .customLong("set"), help: "A setting by name: --set drain_seconds=5. May be repeated.")
    var set: [String] = []

    /// The installation that flags, environment and files describe.
    ///
    /// - Parameter more: Settings that the command itself decides, above all others.
    /// - Throws: `ValidationError` where a setting is wrong.
    func installation(_ more: [(name: String, text: String)] = []) throws -> Installation {
        var flags: [(name: String, text: String)] = []
        if let database { flags.append(("database", database)) }
        for pair in set {
            guard let equals = pair.firstIndex(of: "=") else {
                throw ValidationError("--set takes NAME=VALUE, not \(pair).")
            }
            flags.append((String(pair[..<equals]), String(pair[pair.index(after: equals)...])))
        }
        flags += more
        let environment = Self.environment()
        do {
            let file = try (config ?? environment["KITH_CONFIG"]).map { (name: $0, text: try TextFiles.read($0)) }
            let settings = try Settings.read(file: file, environment: environment, flags: flags)
            return Self.installation(settings)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    private static func installation(_ settings: Settings) -> Installation {
        let quiet = Installation(settings: settings, logger: Logger(label: "kith"))
        let level = Logger.Level(rawValue: quiet.logLevel) ?? .info
        let logger = Logger(label: "kith") { OperatorLog(label: $0, level) }
        return Installation(settings: settings, logger: logger)
    }

    private static func environment() -> [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let line = String(cString: text)
            if let equals = line.firstIndex(of: "=") {
                variables[String(line[..<equals])] = String(line[line.index(after: equals)...])
            }
            entry += 1
        }
        return variables
    }
}
