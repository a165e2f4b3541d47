internal import HTTP
internal import JSON
internal import SQLite

/// A request that lets its caller in to a record that its path names, and is answered after that.
///
/// Both run on the writer: what is answered is read in a transaction that has the grant.
struct Opening: Sendable {
    /// What the caller said.
    let asking: Asking
    /// Writes down that the caller is let in, and tells the lead.
    let open: @Sendable (WriteTransaction) throws -> Void
    /// Does what the route does, as the caller may now.
    let answer: Route.Work

    /// Finds out whether a request asks to be let in, may ask, and needs to.
    ///
    /// - Returns: nil where it goes its usual way, as do all requests for what is not there.
    /// - Throws: `MalformedField` where the request's fields are wrong; `SQLiteError`.
    init?(_ call: Call, _ route: Route, _ requestID: ID) throws {
        guard let kind = route.opens,
            let asking = try Asking(call.request.head.fields, call.access.role, call.service.accessPolicy),
            let target = try GrantStore.target(kind, call.path, call.reading)
        else { return nil }
        let (request, path, parameters, access) = (call.request, call.path, call.parameters, call.access)
        let trace = call.trace
        self.asking = asking
        let (mediaType, service) = (call.mediaType, call.service)
        open = { transaction in
            try GrantStore.open(target, asking, by: access, request: requestID, transaction)
        }
        answer = { transaction in
            let call = Call(
                request: request, path: path, parameters: parameters, access: access, mediaType: mediaType,
                service: service, trace: trace, source: .writer(transaction))
            let target = MergedTarget(call, route)
            switch route.action {
            case .open: throw AppError.notFound
            case .read(let answer):
                var writer = JSONWriter(capacityBytes: 4096)
                return try target.explained(call.reading) { try answer(call, &writer) }
            case .write(let prepare):
                let work = try target.explained(call.reading) { try prepare(call) }
                return try Idempotency.wrap(target.explained(work), route, request, access)(transaction)
            }
        }
    }
}
