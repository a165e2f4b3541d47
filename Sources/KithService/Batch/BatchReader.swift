internal import HTTP
internal import JSON

/// Reads the operations of a batch, gathering every fault of their shape.
struct BatchReader {
    private let service: Service
    private let operations: [JSONValue]
    private var decoder: Decoder
    /// What of each operation is right so far; nil where something is not.
    private var read: [BatchOperation?] = []
    /// The route of each operation, where its path has one.
    private var routes: [Router<ServedRoute>.Match?] = []

    /// Reads the body of a request.
    ///
    /// - Throws: `MalformedBody`.
    init(_ call: Call) throws {
        service = call.service
        let object = try call.object()
        var decoder = Decoder(vocabularies: call.service.vocabularies)
        _ = decoder.members(of: object, Batch.request.members, at: .root)
        let items = object[Batch.operations.spec.name]?.arrayValue
        if let items, items.isEmpty {
            decoder.check { $0.add(Self.place, .empty, "At least one operation is needed.") }
        }
        operations = Array((items ?? []).prefix(Batch.operationCountMax))
        self.decoder = decoder
    }

    /// The operations, each with its route.
    ///
    /// - Throws: `AppError.invalid` with the faults of all of them; `OperationRefused` for the first whose path or
    ///   method is not known.
    mutating func result(_ call: Call) throws -> [BatchOperation] {
        for (index, item) in operations.enumerated() {
            guard let object = item.objectValue else {
                read.append(nil)
                routes.append(nil)
                continue
            }
            add(object, at: Self.place.appending(index))
        }
        for (index, operation) in read.enumerated() {
            guard let operation else { continue }
            checkReferences(operation, index)
        }
        try decoder.faults.throwIfAny()
        let operations = read.compactMap(\.self)
        for (index, operation) in operations.enumerated() {
            try admit(operation, index, call)
        }
        return operations
    }

    /// Finds out whether the caller may use the route of an operation: before any record is looked at.
    private func admit(_ operation: BatchOperation, _ index: Int, _ call: Call) throws {
        switch routes[index] {
        case .route(let served, let path):
            let trace = call.trace.operation(operation.head, path, served.route)
            do {
                try Pipeline.admit(call.access, to: served)
            } catch {
                throw OperationRefused(index: index, cause: error, rows: [trace.entry(.forbidden)].compactMap(\.self))
            }
        case .methodNotAllowed(let allow):
            let allowed = allow.map(\.rawValue).joined(separator: ", ")
            throw OperationRefused(index: index, cause: MethodNotAllowed(allow: allowed), rows: [])
        case .notFound, nil:
            throw OperationRefused(index: index, cause: AppError.notFound, rows: [])
        }
    }

    private mutating func add(_ object: JSONObject, at place: JSONPointer) {
        let ifMatch = object[Batch.ifMatch.spec.name]?.stringValue
        let pathPlace = place.appending(Batch.path.spec.name)
        guard let path = object[Batch.path.spec.name]?.stringValue,
            let method = object[Batch.method.spec.name]?.stringValue.flatMap(HTTP.Method.init(rawValue:)),
            Batch.methods.contains(method.rawValue)
        else {
            read.append(nil)
            routes.append(nil)
            return
        }
        do throws(Rejection) {
            guard path.utf8.first == UInt8(ascii: "/") else { throw Self.noPath }
            let head = try RequestHead(method: method, target: path)
            let route = service.router.match(method, head.path)
            if case .route(let served, _) = route, !served.route.isForBatches {
                let detail = "This is no change that a batch can hold: ask for it by itself."
                decoder.check { $0.add(pathPlace, .notInBatch, detail) }
            }
            read.append(BatchOperation(head: head, ifMatch: ifMatch, body: object[Batch.body.spec.name]))
            routes.append(route)
        } catch {
            decoder.check { $0.add(pathPlace, .malformed, error.detail) }
            read.append(nil)
            routes.append(nil)
        }
    }

    private mutating func checkReferences(_ operation: BatchOperation, _ index: Int) {
        let place = Self.place.appending(index)
        for segment in 0..<operation.head.path.count {
            check(
                operation.head.path.segment(segment) ?? "", .id, index, at: place.appending(Batch.path.spec.name))
        }
        if let ifMatch = operation.ifMatch {
            check(ifMatch, .etag, index, at: place.appending(Batch.ifMatch.spec.name))
        }
        operation.body?.forEachText(at: place.appending(Batch.body.spec.name)) { place, text in
            check(text, .id, index, at: place)
        }
    }

    private mutating func check(_ text: String, _ member: BatchReference.Member, _ index: Int, at place: JSONPointer) {
        switch BatchReference.read(text) {
        case .literal: return
        case .reference(let reference) where reference.member == member:
            guard reference.operation >= index || !makesRecord(reference.operation) else { return }
            let detail = "There is no operation \(reference.operation) before this one that answers with a record."
            decoder.check { $0.add(place, .unknownReference, detail) }
        case .reference, .malformed:
            let detail = "$0.\(member.rawValue) names what operation 0 made; text that begins with $ is written $$."
            decoder.check { $0.add(place, .malformed, detail) }
        }
    }

    /// Whether an operation answers with a record; also where nobody knows, for then something else is wrong with it.
    private func makesRecord(_ index: Int) -> Bool {
        guard case .route(let served, _) = routes[index] else { return true }
        if case .other = served.route.answer { return false }
        return true
    }

    private static let place = JSONPointer.root.appending(Batch.operations.spec.name)
    private static let noPath = Rejection(.badRequest, "bad_target", "A path begins with /, as /v1/people.")
}
