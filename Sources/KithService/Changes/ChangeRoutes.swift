internal import HTTP
internal import JSON

/// Changes over HTTP.
enum ChangeRoutes {
    private static let from = Field(
        "from", .format(start), "Where to begin without a cursor: beginning, as far back as is kept, or now.")

    static let all: [Route] = [
        Route(
            .get, "/v1/changes",
            "Tells which records were made or changed since a cursor, of those that the caller reads now, in order.",
            .everybody, parameters: [ListParameters.limit.spec, ListParameters.cursor.spec, from.spec],
            answer: .list(Change.schema), offers: [.json, .events], action: .read { call, _ in try answer(call) })
    ]

    private static func answer(_ call: Call) throws -> Reply {
        let bounds = try ChangeStore.bounds(call.reading.db)
        let reader = try ChangeReader(call)
        let place = try place(call, reader.places, bounds)
        let limit = call.parameters[ListParameters.limit].map(Int.init)
        if call.mediaType == .events {
            guard limit == nil else { throw fault("/limit", .inconsistent, "A stream of events has no limit.") }
            return Reply(status: .ok, content: .stream(.events, try ChangeEvents(reader, after: place, call)))
        }
        let page = ChangePage(
            reader, after: place, to: bounds.upperBound, limit: limit ?? ListQuery.limitStandard)
        return Reply(status: .ok, content: .stream(.json, page))
    }

    /// Behind which change the caller wants to go on.
    private static func place(_ call: Call, _ places: ChangePlace, _ bounds: ClosedRange<Int64>) throws -> Int64 {
        let lastEvent = try lastEvent(call)
        guard let text = lastEvent ?? call.parameters[ListParameters.cursor] else {
            return call.parameters[from] == "now" ? bounds.upperBound : bounds.lowerBound
        }
        guard let place = places.place(text) else {
            guard lastEvent == nil else { throw MalformedField(detail: "This Last-Event-ID is none of this list.") }
            throw fault("/cursor", .malformed, "This cursor is not one of this list.")
        }
        guard bounds.contains(place) else { throw CursorExpired() }
        return place
    }

    /// Where a client goes on that was cut off: it says so beside what it first asked for.
    private static func lastEvent(_ call: Call) throws -> String? {
        let fields = call.request.head.fields
        guard call.mediaType == .events, fields.contains(lastEventField) else { return nil }
        guard fields.count(of: lastEventField) == 1 else {
            throw MalformedField(detail: "Last-Event-ID is given once.")
        }
        return fields.string(lastEventField)
    }

    private static let lastEventField: FieldName = "Last-Event-ID"

    private static func fault(_ pointer: String, _ code: FaultCode, _ detail: String) -> AppError {
        .invalidQuery([Fault(pointer: pointer, code: code, detail: detail)])
    }

    private static let starts = ["beginning", "now"]
    private static let start = TextFormat(name: "start", codes: { starts }, example: "now") { text in
        starts.contains(text)
            ? .success(text)
            : .failure(
                TextFormat.Malformed(
                    detail: Decoder.unknown("place to begin", text, among: starts), code: .unknownCode))
    }
}
