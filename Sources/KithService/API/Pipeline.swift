internal import HTTP
internal import JSON
internal import SQLite

/// The way of one request through the service, step by step.
struct Pipeline {
    private let service: Service
    private let request: Request
    private let context: WorkerContext
    private let envelope: Envelope
    private let requestID: ID
    private let now: Instant

    init(service: Service, request: Request, context: WorkerContext) {
        self.service = service
        self.request = request
        self.context = context
        requestID = service.ids.next()
        now = service.clock.now()
        envelope = Envelope(service, requestID, request.head)
    }

    /// Answers now, or later from the writer.
    func run(later: @escaping @Sendable (Response) -> Void) -> Response? {
        do {
            switch try find() {
            case .options(let allowed):
                return envelope.seal(Reply(status: .noContent, allow: allowed, content: .none))
            case .route(let served, let path):
                guard served.route.roles != nil else {
                    return envelope.seal(try open(served.route), route: served.route)
                }
                return serve(served, path, later)
            }
        } catch {
            return envelope.seal(error)
        }
    }

    /// Why the request is refused whatever its body says; nil where the body is wanted.
    ///
    /// A client that asks before it sends a body, or sends it in chunks, pays for that as for a request more.
    func refusal() -> Response? {
        var trace: AuditTrace?
        var route: Route?
        do {
            guard case .route(let served, let path) = try find(), served.route.roles != nil else { return nil }
            route = served.route
            try context.reader.read {
                _ = try call(served.route, path, try admit(served, path, &trace))
                try requireJSON(served.route, hasBody: true)
            }
            return nil
        } catch {
            guard let trace else { return envelope.seal(error, route: route) }
            return audited.response(to: error, trace)
        }
    }

    /// What a request is for.
    private enum Aim {
        /// The methods that a path has, or the service.
        case options(String)
        case route(ServedRoute, [String])
    }

    private func find() throws -> Aim {
        if request.head.isAsteriskForm { return .options(service.methods) }
        switch service.router.match(request.head.method, request.head.path) {
        case .route(let served, let path): return .route(served, path)
        case .methodNotAllowed(let allow):
            let allowed = allow.map { $0.rawValue }.joined(separator: ", ")
            if request.head.method == .options { return .options(allowed) }
            try requireToken()
            throw MethodNotAllowed(allow: allowed)
        case .notFound:
            try requireToken()
            throw AppError.notFound
        }
    }

    /// Without a valid token every path but the open ones looks the same.
    private func requireToken() throws {
        _ = try context.reader.read { try authenticate() }
    }

    private func open(_ route: Route) throws -> Reply {
        guard case .open(let answer) = route.action else { throw AppError.notFound }
        _ = try Negotiation.choose(route.offers, request.head.fields)
        return try answer(service, context)
    }

    /// Answers a request that needs a token, in one read transaction from the token on.
    private func serve(
        _ served: ServedRoute, _ path: [String], _ later: @escaping @Sendable (Response) -> Void
    ) -> Response? {
        let route = served.route
        var trace: AuditTrace?
        do {
            var pending: Route.Work?
            var opening: Opening?
            let reply = try context.reader.read { () -> Reply? in
                let call = try call(route, path, try admit(served, path, &trace))
                opening = try Opening(call, route, requestID)
                if opening != nil {
                    try requireJSON(route, hasBody: !request.body.isEmpty)
                    return nil
                }
                let target = MergedTarget(call, route)
                switch route.action {
                case .open(let answer):
                    return try answer(service, context)
                case .read(let answer):
                    try requireJSON(route, hasBody: !request.body.isEmpty)
                    context.writer.clear(capacityBytesMax: WorkerContext.bufferBytesMax)
                    return try target.explained(call.reading) { try answer(call, &context.writer) }
                case .write(let prepare):
                    try requireJSON(route, hasBody: !request.body.isEmpty)
                    let work = try target.explained(call.reading) { try prepare(call) }
                    pending = try idempotent(target.explained(work), route, call.access)
                    return nil
                }
            }
            guard let trace else { throw TokenNeeded() }
            if let reply { return audited.response(to: reply, trace) }
            if let opening {
                try open(opening, trace, later)
            } else if let pending {
                try audited.submit(pending, trace, later)
            }
            return nil
        } catch {
            guard let trace else { return envelope.seal(error, route: route) }
            return audited.response(to: error, trace)
        }
    }

    private func call(_ route: Route, _ path: [String], _ trace: AuditTrace) throws -> Call {
        Call(
            request: request, path: path,
            parameters: try Parameters(request.head.query, route.parameters, vocabularies: service.vocabularies),
            access: trace.access, mediaType: try Negotiation.choose(route.offers, request.head.fields),
            service: service, trace: trace,
            source: .reader(context.reader, nowText: context.texts(of: now).now), context: context)
    }

    /// Finds out who asks, and whether the route is open to them: before any record is looked at.
    ///
    /// - Parameter trace: What comes into the trail, also where this throws.
    private func admit(
        _ served: ServedRoute, _ path: [String], _ trace: inout AuditTrace?
    ) throws -> AuditTrace {
        let route = served.route
        var begun = AuditTrace(requestID, request.head, path, route, try authenticate(), at: now)
        trace = begun
        do {
            begun.access = try OnBehalf.caller(begun.access, request.head.fields, context.reader.connection)
        } catch let error as OnBehalfRefused {
            trace?.name(error.worker)
            throw error
        }
        trace = begun
        if let worker = begun.access.worker { try service.limiters.admit(worker, at: now) }
        try Self.admit(begun.access, to: served)
        return begun
    }

    /// Finds out whether a route is open to the caller's role, and the token is for it.
    ///
    /// - Throws: `RoleNotAllowed`; `ScopeMissing`.
    static func admit(_ access: Access, to served: ServedRoute) throws {
        let route = served.route
        guard route.roles?.allowed.contains(access.role) ?? true else { throw RoleNotAllowed(role: access.role) }
        guard access.scopes.contains(served.scopes) else { throw ScopeMissing(scope: route.scope ?? "") }
    }

    private var audited: AuditedAnswer { AuditedAnswer(service: service, envelope: envelope) }

    /// Lets the caller in, and once that is on disk, answers: so nothing is served that left no trace.
    private func open(
        _ opening: Opening, _ trace: AuditTrace, _ later: @escaping @Sendable (Response) -> Void
    ) throws {
        let (audited, service) = (audited, service)
        var asked = trace
        asked.asking = opening.asking
        let trace = asked
        try service.database.write(service.clock, service.ids, opening.open) { result in
            do {
                try result.get()
                try audited.submit(opening.answer, trace, later)
            } catch {
                later(audited.response(to: error, trace))
            }
        }
    }

    private func authenticate() throws -> Access {
        do {
            return try Authentication.access(of: request, service, context, at: now)
        } catch let error as TokenNeeded {
            service.audit.countUnnamed()
            throw error
        }
    }

    private func requireJSON(_ route: Route, hasBody: Bool) throws {
        guard route.body != nil, route.needsBody || hasBody else { return }
        try Negotiation.requireJSON(request.head.fields, isPatch: route.method == .patch)
    }

    private func idempotent(_ work: @escaping Route.Work, _ route: Route, _ access: Access) throws -> Route.Work {
        try Idempotency.wrap(work, route, request, access)
    }
}
