internal import HTTP
internal import JSON
internal import SQLite

/// The way of one request through the service, step by step.
struct Pipeline {
    let service: Service
    let request: Request
    let context: WorkerContext
    let requestID: ID

    init(service: Service, request: Request, context: WorkerContext) {
        self.service = service
        self.request = request
        self.context = context
        requestID = service.ids.next()
    }

    /// Answers now, or later from the writer.
    func run(later: @escaping @Sendable (Response) -> Void) -> Response? {
        let envelope = Envelope(service, requestID, request)
        do {
            switch service.router.match(request.head.method, request.head.path) {
            case .route(let route, let path):
                guard let roles = route.roles else { return envelope.seal(try open(route), route: route, access: nil) }
                return try serve(route, path, roles, envelope, later)
            case .methodNotAllowed(let allow):
                let allowed = allow.map { $0.rawValue }.joined(separator: ", ")
                if request.head.method == .options {
                    let reply = Reply(status: .noContent, allow: allowed, content: .none)
                    return envelope.seal(reply, route: nil, access: nil)
                }
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

    /// Without a valid token every path but the open ones looks the same.
    private func requireToken() throws {
        _ = try context.db.readTransaction { try authenticate() }
    }

    private func open(_ route: Route) throws -> Reply {
        guard case .open(let answer) = route.action else { throw AppError.notFound }
        _ = try negotiate(route)
        return try answer(service, context)
    }

    /// Answers a request that needs a token, in one read transaction from the token on.
    private func serve(
        _ route: Route, _ path: [String], _ roles: Roles, _ envelope: Envelope,
        _ later: @escaping @Sendable (Response) -> Void
    ) throws -> Response? {
        var pending: (work: Route.Work, access: Access)?
        let response = try context.db.readTransaction { () -> Response? in
            let access = try authenticate()
            guard roles.allowed.contains(access.role) else { throw RoleNotAllowed(role: access.role) }
            let call = Call(
                request: request, path: path,
                parameters: try Parameters(request.head.query, route.parameters, vocabularies: service.vocabularies),
                access: access, mediaType: try negotiate(route), service: service, db: context.db)
            switch route.action {
            case .open(let answer):
                return envelope.seal(try answer(service, context), route: route, access: access)
            case .read(let answer):
                context.writer.clear(capacityBytesMax: WorkerContext.bufferBytesMax)
                return envelope.seal(try answer(call, &context.writer), route: route, access: access)
            case .write(let prepare):
                try requireJSON(route)
                pending = (try idempotent(try prepare(call), route, access), access)
                return nil
            }
        }
        guard let pending else { return response }
        submit(pending.work, route, pending.access, envelope, later)
        return nil
    }

    private func submit(
        _ work: @escaping Route.Work, _ route: Route, _ access: Access, _ envelope: Envelope,
        _ later: @escaping @Sendable (Response) -> Void
    ) {
        do {
            try service.database.write(service.clock, service.ids, work) { result in
                switch result {
                case .success(let reply): later(envelope.seal(reply, route: route, access: access))
                case .failure(let error): later(envelope.seal(error, route: route, access: access))
                }
            }
        } catch {
            later(envelope.seal(error, route: route, access: access))
        }
    }

    private func authenticate() throws -> Access {
        try Authentication.access(of: request.head.fields, service, context.db)
    }

    private func negotiate(_ route: Route) throws -> MediaType {
        try Negotiation.choose(route.offers, request.head.fields)
    }

    private func requireJSON(_ route: Route) throws {
        guard route.body != nil else { return }
        try Negotiation.requireJSON(request.head.fields, isPatch: route.method == .patch)
    }

    private func idempotent(_ work: @escaping Route.Work, _ route: Route, _ access: Access) throws -> Route.Work {
        guard route.takesIdempotencyKey, request.head.fields.contains(.idempotencyKey) else { return work }
        return try Idempotency(request, access).wrap(work)
    }
}
