internal import HTTP
internal import JSON

/// One operation of a batch, as it came: what it names of earlier ones is not known yet.
struct BatchOperation: Sendable {
    let head: RequestHead
    let ifMatch: String?
    let body: JSONValue?

    /// The request that it is once the earlier operations are done.
    ///
    /// - Parameter known: What an earlier operation made.
    /// - Throws: what `known` throws; `Rejection`.
    func request(_ known: (BatchReference) throws -> String) throws -> Request {
        func resolved(_ text: String) throws -> String {
            switch BatchReference.read(text) {
            case .literal(let text): text
            case .reference(let reference): try known(reference)
            case .malformed: text
            }
        }
        let segments = try (0..<head.path.count).map { index in
            PercentEncoding.encoded(try resolved(head.path.segment(index) ?? ""))
        }
        let query = head.query.isEmpty ? "" : "?" + String(decoding: head.query.rawBytes, as: UTF8.self)
        var fields = HTTP.Fields()
        if let ifMatch { fields.append("If-Match", try resolved(ifMatch)) }
        return Request(
            head: try RequestHead(
                method: head.method, target: "/" + segments.joined(separator: "/") + query, fields: fields),
            body: Array(try body.map { JSON.text(try $0.replacingTexts(resolved)) }?.utf8 ?? "".utf8))
    }
}
