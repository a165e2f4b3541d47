internal import HTTP

/// Batches over HTTP.
enum BatchRoutes {
    static let all: [Route] = [
        Route(
            .post, "/v1/batch",
            "Makes up to \(Batch.operationCountMax) changes together, in their order: all of them, or none.",
            .everybody, body: Batch.request, answer: .record(Batch.answer), action: .write(prepare))
    ]

    @Sendable private static func prepare(_ call: Call) throws -> Route.Work {
        let fields = call.request.head.fields
        guard !fields.contains(Asking.reasonField), !fields.contains(Asking.purposeField) else {
            throw MalformedField(
                detail: "Who wants to be let in to a record asks for it by itself, and then sends the batch.")
        }
        var reader = try BatchReader(call)
        let operations = try reader.result(call)
        if let worker = call.access.worker {
            try call.service.limiters.admit(worker, more: operations.count - 1, at: call.service.clock.now())
        }
        return BatchWork(
            operations: operations, service: call.service, access: call.access, trace: call.trace
        ).run
    }
}

extension Route {
    /// Whether an operation of a batch can be of this route: it changes something, and is no batch.
    var isForBatches: Bool {
        guard case .write = action else { return false }
        return body?.name != Batch.request.name
    }
}
