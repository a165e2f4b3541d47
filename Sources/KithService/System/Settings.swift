internal import HTTP
internal import JSON

/// What an installation decides.
///
/// From weakest to strongest: the build's `config/kith.json`, the installation's own file, the environment
/// (`KITH_…`), flags.
public struct Settings: Sendable {
    static let databaseField = Field("database", .line, "The database file.").required()
    static let listenField = Field(
        "listen", .list(.line, max: 16), "Where to listen: HOST:PORT, [IPv6]:PORT, unix:PATH; or systemd."
    ).required()
    static let workersField = Field(
        "workers", .integer(0...256), "How many workers serve; 0 for one a processor core."
    ).required()
    static let logField = Field("log", logShape, "What is written to standard error.").required()
    static let corsOriginsField = Field(
        "cors_origins", .list(.line), "The web origins whose pages may call the API; none unless named."
    ).required()
    static let connectionsMaxField = Field(
        "connections_max", .integer(1...1_000_000), "How many connections may be open; further ones get 503."
    ).required()
    static let bodyBytesMaxField = Field(
        "body_bytes_max", .integer(1024...(64 << 20)), "The largest body of a request, in bytes."
    ).required()
    static let trustedProxiesField = Field(
        "trusted_proxies", .list(.format(.network)),
        "The proxies that are believed about where a request came from: addresses, blocks or unix; none unless named."
    ).required()
    static let principalRateField = Field(
        "requests_per_second_of_principal", .integer(1...1_000_000), "How many requests a second a worker may make."
    ).required()
    static let addressRateField = Field(
        "requests_per_second_of_address", .integer(1...1_000_000),
        "How many requests a second may come from one address with a token."
    ).required()
    static let headTimeoutField = seconds("head_timeout_seconds", "How long the head of a request may take.")
    static let bodyTimeoutField = seconds("body_timeout_seconds", "How long the body of a request may take.")
    static let idleTimeoutField = seconds("idle_timeout_seconds", "How long a connection may stay silent.")
    static let writeTimeoutField = seconds("write_timeout_seconds", "How long a client may take an answer too slowly.")
    static let drainField = seconds("drain_seconds", "How long a stop waits for requests in flight.")
    static let accessLogNamesField = Field(
        "access_log_names", .flag, "Whether a person's access log names the workers; otherwise it gives their roles."
    ).required()
    static let publicHolidaysField = Field(
        "public_holidays", .list(.date, max: 400), "Days on which nobody works, for what is due: YYYY-MM-DD."
    ).required()
    static let vocabulariesFolderField = Field(
        "vocabularies_folder", .line, "A folder of vocabulary files in the place of the build's.")
    static let accessFileField = Field(
        "access_file", .line, "A file of who may ask to see what for how long, in the place of the build's.")
    static let retentionFileField = Field(
        "retention_file", .line, "A file of how long what is kept, in the place of the build's.")
    static let oidcField = Field(
        "oidc", OIDCSettings.shape, "The identity provider whose tokens are taken beside Kith's own; none unless named."
    ).required()

    static let fields = Fields(
        databaseField, listenField, workersField, logField, corsOriginsField, connectionsMaxField, bodyBytesMaxField,
        trustedProxiesField, principalRateField, addressRateField,
        headTimeoutField, bodyTimeoutField, idleTimeoutField, writeTimeoutField, drainField, accessLogNamesField,
        publicHolidaysField, vocabulariesFolderField, accessFileField, retentionFileField, oidcField)

    private static let logShape: Shape<JSONValue> = .object(
        Field("level", .format(.logLevel), "The least serious kind of event that is written.").required(),
        Field("access", .flag, "Whether each request is written, without names or values.").required())

    private static func seconds(_ name: String, _ summary: String) -> Field<Int64> {
        Field(name, .integer(1...86_400), summary).required()
    }

    private let values: [String: JSONValue]
    /// Where each setting comes from, by its dotted name.
    public let sources: [String: String]

    /// Reads all layers.
    ///
    /// - Parameters:
    ///   - layers: Each layer's JSON object with its name, the weakest first.
    /// - Throws: `SettingsFault` that names every wrong or unknown setting, and what is near.
    init(_ layers: [(name: String, object: JSONObject)]) throws(SettingsFault) {
        var merged = JSONValue.object([:])
        var sources: [String: String] = [:]
        for layer in layers {
            merged = merged.merging(.object(layer.object))
            for leaf in Self.leaves(.object(layer.object)) { sources[leaf] = layer.name }
        }
        var decoder = Decoder(vocabularies: Vocabularies(none: ()))
        values = decoder.members(of: merged.objectValue ?? [:], Self.fields.specs, at: .root)
        guard decoder.faults.isEmpty else { throw SettingsFault(faults: decoder.faults.all, sources: sources) }
        self.sources = sources
    }

    subscript<Value>(_ field: Field<Value>) -> Value? {
        values[field.spec.name].flatMap(Value.init(json:))
    }

    /// Every setting by its dotted name, with its value as JSON text and where it comes from.
    public var described: [(name: String, value: String, source: String)] {
        Self.leaves(
            .object(JSONObject(Self.fields.specs.compactMap { spec in values[spec.name].map { (spec.name, $0) } }))
        )
        .map { name in
            let tokens = name.split(separator: ".").map(String.init)
            let value = tokens.reduce(JSONValue.object(JSONObject(values.map { ($0, $1) }))) { $0[$1] ?? .null }
            return (name, JSON.text(value), sources[name] ?? "build")
        }
    }

    /// The dotted names of all members that are no objects themselves.
    static func leaves(_ value: JSONValue, under prefix: String = "") -> [String] {
        guard case .object(let object) = value else { return [prefix] }
        return object.flatMap { leaves($0.value, under: prefix.isEmpty ? $0.name : prefix + "." + $0.name) }
    }
}

/// Settings that cannot be used: what is wrong, and where it was said.
public struct SettingsFault: Error, CustomStringConvertible {
    /// Each fault on a line of its own.
    public let description: String

    init(faults: [Fault], sources: [String: String]) {
        let lines = faults.map { fault in
            let name = fault.pointer.dropFirst().split(separator: "/").joined(separator: ".")
            return "\(sources[name] ?? "settings"): \(name): \(fault.detail)"
        }
        description = lines.joined(separator: "\n")
    }

    init(_ description: String) {
        self.description = description
    }
}

extension TextFormat {
    /// The name of a log level.
    static let logLevel = TextFormat(name: "log-level", example: "info") { text in
        ["trace", "debug", "info", "notice", "warning", "error", "critical"].contains(text)
            ? .success(text)
            : .failure(Malformed(detail: "A level is trace, debug, info, notice, warning, error or critical."))
    }
}

extension TextFormat {
    /// An address of a network, a block of them, or the local sockets.
    static let network = TextFormat(name: "network", example: "10.0.0.0/8") { text in
        NetworkBlock(text) != nil
            ? .success(text)
            : .failure(Malformed(detail: "Write an address (192.0.2.1), a block (10.0.0.0/8, 2001:db8::/32) or unix."))
    }
}

extension Vocabularies {
    /// No vocabularies at all, for settings, which have no codes.
    init(none: Void) {
        self.init(byName: [:])
    }
}
