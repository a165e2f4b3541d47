public import HTTP
internal import JSON
internal import Logging
internal import SQLite
internal import Synchronization

/// The service: everything that the API answers, over one database.
public final class Service: Sendable {
    let database: Database
    /// What was served and is not in the audit trail yet.
    let audit: AuditQueue
    let vocabularies: Vocabularies
    let routes: [Route]
    let router: Router<ServedRoute>
    /// Every method that any path takes, for `OPTIONS *`.
    let methods: String
    let seal: CursorSeal
    let renderings = Renderings()
    let clock: any Clock
    let ids: any IDSource
    let settings: ServiceSettings
    /// Who may ask to see what they stand in no relationship to.
    let accessPolicy: AccessPolicy
    /// How long what is kept.
    let retentionRules: RetentionRules
    /// Takes the tokens of an identity provider, where one is configured.
    let oidc: OIDCAuthentication?
    /// How often somebody may ask, and be wrong about their token.
    let limiters: Limiters
    /// Wakes those who wait for changes.
    let changeBell: ChangeBell
    /// What is counted.
    public let metrics: Metrics
    private let logger: Logger
    private let openAPIText = Mutex<[UInt8]?>(nil)
    private let docsText = Mutex<[UInt8]?>(nil)

    /// Opens the service over a database whose schema is up to date.
    ///
    /// - Throws: `SQLiteError`; `Vocabulary.Unusable`; `AccessPolicy.Unusable`; `RetentionRules.Unusable`;
    ///   `RouteConflict`; `Digest.NoRandomness`; `JSONWebKeyFile.Fault`.
    init(
        database: Database, settings: ServiceSettings, clock: any Clock, ids: any IDSource,
        alarm: any Alarm = SystemAlarm(), logger: Logger
    ) throws {
        self.database = database
        self.settings = settings
        self.clock = clock
        self.ids = ids
        accessPolicy = try settings.accessPolicy()
        retentionRules = try settings.retentionRules()
        oidc = try settings.oidc.map { try OIDCAuthentication($0, clock: clock, logger: logger) }
        vocabularies = try settings.vocabularies()
        try PersonKeyStore.catchUp(database, clock, ids)
        try MeetingStore.catchUp(database, clock, ids)
        routes = Resources.routes
        router = try Router(
            routes.map {
                ($0.method, template: $0.template, endpoint: ServedRoute($0, bodyBytesMax: settings.bodyBytesMax))
            })
        methods = Set(routes.map(\.method.rawValue) + ["HEAD", "OPTIONS"]).sorted().joined(separator: ", ")
        seal = try CursorSeal(key: try database.secret("cursors"))
        metrics = Metrics()
        changeBell = ChangeBell(alarm: alarm)
        limiters = Limiters(settings)
        self.logger = logger
        audit = AuditQueue(database: database, clock: clock, ids: ids, alarm: alarm) { fault in
            logger.error("the audit trail cannot be written", metadata: ["cause": "\(fault)"])
        }
        database.whenCommitted { [changeBell] in changeBell.ring() }
        metrics.add { [audit] in audit.samples }
        metrics.add { [changeBell] in changeBell.samples }
        metrics.add { [limiters] in limiters.samples }
    }

    /// Forgets what is kept in memory of what was written out: what was erased is not kept for the room it would take.
    func forgetCopies() {
        renderings.forget()
        seal.forget()
    }

    /// What one worker needs; to be made and used on the worker's queue alone.
    ///
    /// - Throws: `SQLiteError` where the database cannot be opened.
    public func makeContext() throws -> WorkerContext {
        WorkerContext(try database.makeReader(), renderings)
    }

    /// The largest body that a request may have, in bytes.
    var bodyBytesMax: Int { settings.bodyBytesMax }

    /// The largest body that is read of a request that has no use for one, in bytes.
    public static let unusedBodyBytesMax = 4096

    /// How large a body is read of a request, in bytes: nobody's memory is spent on one that has no use for it.
    public func bodyBytesMax(of head: RequestHead) -> Int {
        guard head.method != .get, head.fields.contains(.authorization),
            case .route(let served, _) = router.match(head.method, head.path)
        else { return Self.unusedBodyBytesMax }
        return bodyBytesMax(of: served)
    }

    /// The largest body of a request to a route, in bytes.
    func bodyBytesMax(of served: ServedRoute) -> Int {
        served.bodyBytesMax ?? Self.unusedBodyBytesMax
    }

    /// The answer to a message that is no request, or to one whose body is not taken.
    ///
    /// - Parameter head: Its head, where that was whole.
    public func refuse(_ rejection: Rejection, of head: RequestHead?) -> Response {
        var route: Route?
        if let head, case .route(let served, _) = router.match(head.method, head.path) { route = served.route }
        return Envelope(self, ids.next(), head).seal(rejection, route: route)
    }

    /// Finishes the writes that wait, and what the audit trail still lacks, and closes the database.
    public func close() {
        audit.close()
        database.close()
        let count = audit.count
        guard count > 0 else { return }
        logger.error("the audit trail lacks requests that were answered", metadata: ["count": "\(count)"])
    }

    /// Answers a request.
    ///
    /// - Parameters:
    ///   - request: The request, whole.
    ///   - context: This worker's own.
    ///   - later: Called once, from any thread, with the response where the function gave none.
    /// - Returns: The response, or nil where it comes later, after the writer's commit.
    public func respond(
        to request: Request, _ context: WorkerContext, later: @escaping @Sendable (Response) -> Void
    ) -> Response? {
        Pipeline(service: self, request: request, context: context).run(later: later)
    }

    /// The answer to a request that is refused whatever its body says; nil where that is not known from its head.
    ///
    /// It is looked for where it matters before the body is read: the client waits to be asked for it, or it is larger
    /// than what is read of such a request or may turn out to be, and 413 would not be the truth.
    ///
    /// - Parameters:
    ///   - peer: Who sent the head.
    ///   - bodyBytesMax: How large a body is read of it, in bytes.
    public func refusal(
        of head: RequestHead, from peer: Peer?, bodyBytesMax: Int, _ context: WorkerContext
    ) -> Response? {
        let mayBeLarger =
            switch head.framing {
            case .none: false
            case .length(let count): count > bodyBytesMax
            case .chunked: true
            }
        guard head.expectsContinue || mayBeLarger else { return nil }
        return Pipeline(service: self, request: Request(head: head, peer: peer), context: context).refusal()
    }

    /// Lets go of what the requests of a round have shared; to be called before the worker waits for more.
    public func settle(_ context: WorkerContext) {
        context.reader.release()
    }

    /// Tells the operator of a failure that its caller learns nothing of: by the request's id.
    func report(_ error: any Error, _ requestID: ID) {
        logger.error("request failed", metadata: ["request": "\(requestID)", "cause": "\(error)"])
    }

    /// The description of the API as a page, made once.
    func docs() -> [UInt8] {
        docsText.withLock { text in
            if let text { return text }
            let made = DocsPage.html(routes, vocabularies)
            text = made
            return made
        }
    }

    /// The description of the API, made once.
    func openAPI() -> [UInt8] {
        openAPIText.withLock { text in
            if let text { return text }
            let made = OpenAPI.document(of: routes, vocabularies: vocabularies)
            text = made
            return made
        }
    }
}
