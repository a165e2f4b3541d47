internal import Glibc
internal import HTTP
internal import JSON
public import Logging
internal import SQLite

/// One installation of Kith, as the command line sees it: its settings, and what can be done with its database.
public struct Installation: Sendable {
    /// The settings it runs with.
    public let settings: Settings
    /// Where operators are told of events.
    public let logger: Logger

    /// Describes an installation.
    public init(settings: Settings, logger: Logger) {
        self.settings = settings
        self.logger = logger
    }

    /// The database file.
    public var databasePath: String { settings[Settings.databaseField] ?? "kith.db" }
    /// Where to listen.
    public var listen: [String] { settings[Settings.listenField]?.arrayValue?.compactMap(\.stringValue) ?? [] }
    /// How many workers serve; 0 for one a core.
    public var workers: Int { Int(settings[Settings.workersField] ?? 0) }
    /// The least serious log level that is written.
    public var logLevel: String { settings[Settings.logField]?["level"]?.stringValue ?? "info" }
    /// Whether each request is written to the log.
    public var logsAccess: Bool { settings[Settings.logField]?["access"]?.boolValue ?? true }
    /// How many connections may be open.
    public var connectionsMax: Int { Int(settings[Settings.connectionsMaxField] ?? 16_384) }
    /// The deadlines, in seconds.
    public var timeouts: (head: Double, body: Double, idle: Double, write: Double, drain: Double) {
        func seconds(_ field: Field<Int64>) -> Double { Double(settings[field] ?? 60) }
        return (
            seconds(Settings.headTimeoutField), seconds(Settings.bodyTimeoutField),
            seconds(Settings.idleTimeoutField), seconds(Settings.writeTimeoutField), seconds(Settings.drainField)
        )
    }

    /// The time now as it is stored, to the second.
    public var currentTime: String { SystemClock().now().wholeSecond.canonical }

    /// Opens the service over the database, whose schema is up to date.
    ///
    /// - Throws: `SQLiteError`; an error that says what is wrong, where a vocabulary or the identity provider's file of
    ///   keys cannot be used.
    public func openService() throws -> Service {
        let logger = logger
        let database = try Database(path: databasePath) { event in
            logger.error("storage", metadata: ["event": "\(event)"])
        }
        let clock = SystemClock()
        return try Service(
            database: database, settings: try serviceSettings(), clock: clock, ids: SystemIDSource(clock: clock),
            logger: logger)
    }

    /// The description of the API: an OpenAPI 3.1 document.
    ///
    /// - Throws: `Vocabulary.Unusable` where a vocabulary file is wrong.
    public func describeAPI() throws -> String {
        let document = OpenAPI.document(of: Resources.routes, vocabularies: try serviceSettings().vocabularies())
        return String(decoding: document, as: UTF8.self)
    }

    func serviceSettings() throws -> ServiceSettings {
        var service = ServiceSettings()
        let origins = settings[Settings.corsOriginsField]?.arrayValue?.compactMap(\.stringValue) ?? []
        service.cors = CORS(origins: origins)
        service.logsAccess = logsAccess
        service.accessLogNames = settings[Settings.accessLogNamesField] ?? false
        let holidays = settings[Settings.publicHolidaysField]?.arrayValue ?? []
        service.publicHolidays = Set(holidays.compactMap(LocalDate.init(json:)))
        service.bodyBytesMax = Int(settings[Settings.bodyBytesMaxField] ?? Int64(service.bodyBytesMax))
        let proxies = settings[Settings.trustedProxiesField]?.arrayValue?.compactMap(\.stringValue) ?? []
        service.trustedProxies = TrustedProxies(proxies.compactMap { NetworkBlock($0) })
        let perSecond = (settings[Settings.principalRateField], settings[Settings.addressRateField])
        service.requestsPerSecondOfPrincipal = perSecond.0.map(Int.init) ?? service.requestsPerSecondOfPrincipal
        service.requestsPerSecondOfAddress = perSecond.1.map(Int.init) ?? service.requestsPerSecondOfAddress
        service.oidc = OIDCSettings(settings[Settings.oidcField])
        if let file = settings[Settings.accessFileField] { service.accessFile = try TextFiles.read(file) }
        if let file = settings[Settings.retentionFileField] { service.retentionFile = try TextFiles.read(file) }
        if let folder = settings[Settings.vocabulariesFolderField] {
            service.vocabularyFiles = try TextFiles.read(folder: folder, suffix: ".json")
        }
        return service
    }
}
