internal import HTTP
internal import JSON
internal import SQLite

/// Turns what a route answers, or why it cannot, into the response with the fields that every response has.
struct Envelope: Sendable {
    private let service: Service
    private let requestID: ID
    /// What a browser page of another origin is told; empty unless origins are configured.
    private let corsFields: ResponseFields

    init(_ service: Service, _ requestID: ID, _ head: RequestHead?) {
        self.service = service
        self.requestID = requestID
        corsFields = head.map { service.settings.cors.fields(for: $0) } ?? ResponseFields()
    }

    /// The response to a request that was done.
    func seal(_ reply: Reply, route: Route? = nil, access: Access? = nil) -> Response {
        var response = Response(reply.status, fields: standardFields())
        response.note = note(route?.template ?? "-", access)
        if let tag = reply.tag {
            response.fields.append(.etag, Preconditions.text(tag))
        }
        if let location = reply.location { response.fields.append(.location, location) }
        if let allow = reply.allow { response.fields.append(.allow, allow) }
        if let next = reply.next { response.fields.append(.link, "<\(next)>; rel=\"next\"") }
        if let name = reply.download {
            response.fields.append("Content-Disposition", "attachment; filename=\"\(name)\"")
        }
        if reply.isReplayed { response.fields.append("Idempotency-Replayed", "true") }
        if let route, route.offers.count > 1 { response.fields.append(.vary, "Accept") }
        switch reply.content {
        case .none: break
        case .json(let body): fill(&response, .json, .bytes(body))
        case .text(let type, let body): fill(&response, type, .bytes(body))
        case .stream(let type, let stream): fill(&response, type, .stream(stream))
        }
        return response
    }

    /// The response to a request that could not be done.
    func seal(_ error: any Error, route: Route? = nil, access: Access? = nil) -> Response {
        var problem = Problems.problem(for: error, service)
        problem.document.instance = "urn:uuid:" + requestID.canonical
        if problem.document.status == .internalServerError { service.report(error, requestID) }
        var response = Response(problem.document.status, fields: standardFields())
        response.note = note(route?.template ?? "-", access)
        for (name, value) in problem.fields { response.fields.append(name, value) }
        var writer = JSONWriter(capacityBytes: 512)
        problem.document.write(to: &writer)
        response.fields.append(.contentType, "application/problem+json")
        response.body = .bytes(writer.bytes())
        return response
    }

    /// What a page may do: show itself, and nothing else.
    private static let pagePolicy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'"

    private func fill(_ response: inout Response, _ type: MediaType, _ body: Response.Body) {
        response.fields.append(.contentType, type.contentType)
        if type == .html { response.fields.append("Content-Security-Policy", Self.pagePolicy) }
        response.body = body
    }

    /// The fields of every response: what it may be kept for, that its type is meant, and its id.
    private func standardFields() -> ResponseFields {
        var fields = corsFields
        fields.append(.cacheControl, "no-store")
        fields.append(.xContentTypeOptions, "nosniff")
        _ = requestID.withText { fields.append("Kith-Request-Id", bytes: $0) }
        return fields
    }

    /// What the access log says of the request, beside what the server knows: no names, no values.
    private func note(_ template: String, _ access: Access?) -> String? {
        guard service.settings.logsAccess else { return nil }
        let (template, worker) = (template.utf8, access?.worker)
        let count = template.count + 1 + (worker == nil ? 1 : ID.textByteCount) + 1 + ID.textByteCount
        return String(unsafeUninitializedCapacity: count) { buffer in
            var at = buffer.initialize(fromContentsOf: template)
            func add(_ bytes: some Collection<UInt8>) { at = buffer[at...].initialize(fromContentsOf: bytes) }
            add(" ".utf8)
            if let worker { worker.withText(add) } else { add("-".utf8) }
            add(" ".utf8)
            requestID.withText(add)
            return at
        }
    }
}
