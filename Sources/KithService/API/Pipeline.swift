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

    init(service: Service, request: Request, context: WorkerContext) {
        self.service = service
        self.request = request
        self.context = context
        requestID = service.ids.next()
        envelope = Envelope(service, requestID, request.head)
    }

    /// Answers now, or later from the writer.
    func run(later: @escaping @Sendable (Response) -> Void) -> Response? {
        do {
            if request.head.isAsteriskForm { return envelope.seal(options(service.methods)) }
            switch service.router.match(request.head.method, request.head.path) {
            case .route(let route, let path):
                guard let roles = route.roles else { return envelope.seal(try open(route), route: route) }
                return serve(route, path, roles, later)
            case .methodNotAllowed(let allow):
                let allowed = allow.map { $0.rawValue }.joined(separator: ", ")
                if request.head.method == .options { return envelope.seal(options(allowed)) }
                try requireToken()
                throw MethodNotAllowed(allow: allowed)
            case .notFound:
                try requireToken()
                throw AppError.notFound
            }
        } catch {
            return envelope.seal(error)
        }
    }

    private func options(_ allowed: String) -> Reply {
        Reply(status: .noContent, allow: allowed, content: .none)
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
        _ route: Route, _ path: [String], _ roles: Roles, _ later: @escaping @Sendable (Response) -> Void
    ) -> Response? {
        var access: Access?
        do {
            var pending: Route.Work?
            var opening: Opening?
            let response = try context.reader.read { () -> Response? in
                let caller = try authenticate()
                access = caller
                guard roles.allowed.contains(caller.role) else { throw RoleNotAllowed(role: caller.role) }
                let call = Call(
                    request: request, path: path,
                    parameters: try Parameters(
                        request.head.query, route.parameters, vocabularies: service.vocabularies),
                    access: caller, mediaType: try Negotiation.choose(route.offers, request.head.fields),
                    service: service,
                    source: .reader(context.reader, nowText: context.texts(of: service.clock.now()).now))
                opening = try Opening(call, route, requestID)
                if opening != nil {
                    try requireJSON(route)
                    return nil
                }
                switch route.action {
                case .open(let answer):
                    return envelope.seal(try answer(service, context), route: route, access: caller)
                case .read(let answer):
                    context.writer.clear(capacityBytesMax: WorkerContext.bufferBytesMax)
                    return envelope.seal(try answer(call, &context.writer), route: route, access: caller)
                case .write(let prepare):
                    try requireJSON(route)
                    pending = try idempotent(try prepare(call), route, caller)
                    return nil
                }
            }
            if let opening {
                try open(opening, route, access, later)
            } else if let pending {
                try submit(pending, route, access, later)
            }
            return response
        } catch {
            return envelope.seal(error, route: route, access: access)
        }
    }

    private func submit(
        _ work: @escaping Route.Work, _ route: Route, _ access: Access?, _ later: @escaping @Sendable (Response) -> Void
    ) throws {
        let envelope = envelope
        try service.database.write(service.clock, service.ids, work) { result in
            switch result {
            case .success(let reply): later(envelope.seal(reply, route: route, access: access))
            case .failure(let error): later(envelope.seal(error, route: route, access: access))
            }
        }
    }

    /// Lets the caller in, and once that is on disk, answers: so nothing is served that left no trace.
    private func open(
        _ opening: Opening, _ route: Route, _ access: Access?, _ later: @escaping @Sendable (Response) -> Void
    ) throws {
        let (envelope, service) = (envelope, service)
        try service.database.write(service.clock, service.ids, opening.open) { result in
            do {
                try result.get()
                try service.database.write(service.clock, service.ids, opening.answer) { result in
                    switch result {
                    case .success(let reply): later(envelope.seal(reply, route: route, access: access))
                    case .failure(let error): later(envelope.seal(error, route: route, access: access))
                    }
                }
            } catch {
                later(envelope.seal(error, route: route, access: access))
            }
        }
    }

    private func authenticate() throws -> Access {
        try Authentication.access(of: request.head.fields, service, context)
    }

    private func requireJSON(_ route: Route) throws {
        guard route.body != nil, route.needsBody || !request.body.isEmpty else { return }
        try Negotiation.requireJSON(request.head.fields, isPatch: route.method == .patch)
    }

    private func idempotent(_ work: @escaping Route.Work, _ route: Route, _ access: Access) throws -> Route.Work {
        try Idempotency.wrap(work, route, request, access)
    }
}
