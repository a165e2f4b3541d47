internal import HTTP

/// The last step before an answer goes out: nothing is served that has left no trace.
struct AuditedAnswer: Sendable {
    let service: Service
    let envelope: Envelope

    /// The response to a request that was read, once it is recorded; a refusal where it cannot be.
    func response(to reply: Reply, _ trace: AuditTrace) -> Response {
        recorded(
            envelope.seal(reply, route: trace.route, access: trace.access), trace.entries(reply.status, reply), trace)
    }

    /// The response to a request that could not be done, once it is recorded.
    func response(to error: any Error, _ trace: AuditTrace) -> Response {
        let response = envelope.seal(error, route: trace.route, access: trace.access)
        // Where the service itself is at fault nothing was served, and that is said, recorded or not.
        let entries = trace.entries(response.status, error)
        guard response.status == .serviceUnavailable else { return recorded(response, entries, trace) }
        for entry in entries {
            if let fault = error as? AuditUnavailable {
                service.audit.keep(entry, fault)
            } else {
                try? service.audit.record(entry)
            }
        }
        return response
    }

    /// Hands a work to the writer, with its row; what it gives is answered after the commit.
    ///
    /// - Throws: `WriterError.busy` or `.stopped`, and then nothing is ever answered.
    func submit(
        _ work: @escaping Route.Work, _ trace: AuditTrace, _ later: @escaping @Sendable (Response) -> Void
    ) throws {
        try service.audit.write(work, entries: { trace.entries($0.status, $0) }) { result in
            switch result {
            case .success(let reply):
                if reply.hasErased { service.forgetCopies() }
                later(envelope.seal(reply, route: trace.route, access: trace.access))
            case .failure(let error): later(response(to: error, trace))
            }
        }
    }

    private func recorded(_ response: Response, _ entries: [AuditEntry], _ trace: AuditTrace) -> Response {
        do {
            for entry in entries { try service.audit.record(entry) }
            return response
        } catch {
            return envelope.seal(error, route: trace.route, access: trace.access)
        }
    }
}
