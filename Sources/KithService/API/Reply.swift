internal import HTTP

/// What a route answers, before it becomes a response.
struct Reply: Sendable {
    /// What the answer holds.
    enum Content: Sendable {
        case none
        case json([UInt8])
        case text(MediaType, [UInt8])
        case stream(MediaType, any BodyStream)
    }

    var status: Status
    /// The number that becomes its ETag.
    var tag: Int64?
    /// Where the record that was made can be found.
    var location: String?
    /// The methods that the path takes, where that was asked.
    var allow: String?
    /// Where the next page of a list can be found.
    var next: String?
    /// Whether this was said before, to the same Idempotency-Key.
    var isReplayed = false
    /// What a repeat under the same Idempotency-Key answers, where that is not the content: a secret is shown once.
    var repeatedBody: [UInt8]?
    /// The records that it shows, for a repeat under the same Idempotency-Key: it is answered to whoever may read them
    /// all at that time, and to nobody where it is not known which they are.
    var shown: [RecordName]?
    /// The name of the file that it is, where it is to be kept as one.
    var download: String?
    /// Whether something was erased, so that nothing that was written out before is kept.
    var hasErased = false
    /// The rows of the trail of what was done in it, where it was a batch.
    var operations: [AuditEntry] = []
    /// The record that was made, or the records that it serves where the path does not say whose they are.
    var subjects: [ID] = []
    var content: Content

    /// Answers with a JSON text.
    static func json(_ body: [UInt8], status: Status = .ok, tag: Int64? = nil) -> Reply {
        Reply(status: status, tag: tag, content: .json(body))
    }
}

/// The kinds of content that the API gives.
enum MediaType: String, Sendable, CaseIterable {
    case json = "application/json"
    case csv = "text/csv"
    case ndjson = "application/x-ndjson"
    case html = "text/html"
    case metrics = "text/plain"
    case events = "text/event-stream"

    /// The value of Content-Type.
    var contentType: StaticString {
        switch self {
        case .json: "application/json"
        case .csv: "text/csv; charset=utf-8; header=present"
        case .ndjson: "application/x-ndjson"
        case .html: "text/html; charset=utf-8"
        case .metrics: "text/plain; version=0.0.4; charset=utf-8"
        case .events: "text/event-stream"
        }
    }
}
