public import JSON

/// A problem document of RFC 9457: what went wrong, for a person and for a program.
public struct Problem: Error, Sendable {
    /// One fault of the content.
    public struct Fault: Sendable, Hashable {
        /// Where it is: a JSON Pointer (RFC 6901), or empty for the whole.
        public var pointer: String
        /// A stable name for machines, in snake_case.
        public var code: String
        /// What is wrong and what would be right.
        public var detail: String

        /// Makes a fault.
        public init(pointer: String, code: String, detail: String) {
            self.pointer = pointer
            self.code = code
            self.detail = detail
        }
    }

    /// A URI that names the kind of problem; `about:blank` where the status says all.
    public var type: String
    /// The kind in a few words, the same for every instance.
    public var title: String
    /// The status it is sent with.
    public var status: Status
    /// What happened this time and what to do.
    public var detail: String?
    /// Which occurrence it is: the request id.
    public var instance: String?
    /// A stable name for machines, in snake_case.
    public var code: String
    /// All faults of the content at once.
    public var errors: [Fault]
    /// Further members, behind the others; one that has the name of another is left out.
    public var extra: JSONObject

    /// Makes a problem; the title is the reason phrase where none is given.
    public init(
        _ status: Status, code: String, title: String? = nil, detail: String? = nil, type: String = "about:blank",
        instance: String? = nil, errors: [Fault] = [], extra: JSONObject = JSONObject()
    ) {
        self.type = type
        self.title = title ?? status.reason.description
        self.status = status
        self.detail = detail
        self.instance = instance
        self.code = code
        self.errors = errors
        self.extra = extra
    }

    /// Makes the problem of a message that was refused.
    public init(_ rejection: Rejection) {
        self.init(rejection.status, code: rejection.code, detail: rejection.detail)
    }

    /// Writes the document as one JSON object; absent members are left out.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name(Self.names.type)
        writer.string(type)
        writer.name(Self.names.title)
        writer.string(title)
        writer.name(Self.names.status)
        writer.int(Int64(status.code))
        if let detail {
            writer.name(Self.names.detail)
            writer.string(detail)
        }
        if let instance {
            writer.name(Self.names.instance)
            writer.string(instance)
        }
        writer.name(Self.names.code)
        writer.string(code)
        if !errors.isEmpty { writeErrors(to: &writer) }
        for (name, value) in extra where !Self.reserved.contains(name) {
            writer.name(name)
            writer.value(value)
        }
        writer.endObject()
    }

    /// The document as an answer: `application/problem+json`, never kept by a cache.
    public func response() -> Response {
        var writer = JSONWriter(capacityBytes: 512)
        write(to: &writer)
        var response = Response(status, contentType: "application/problem+json", body: writer.bytes())
        response.fields.append(.cacheControl, "no-store" as StaticString)
        return response
    }

    private func writeErrors(to writer: inout JSONWriter) {
        writer.name(Self.names.errors)
        writer.beginArray()
        for fault in errors {
            writer.beginObject()
            writer.name(Self.names.pointer)
            writer.string(fault.pointer)
            writer.name(Self.names.code)
            writer.string(fault.code)
            writer.name(Self.names.detail)
            writer.string(fault.detail)
            writer.endObject()
        }
        writer.endArray()
    }

    private struct Names: Sendable {
        let type: JSONName = "type"
        let title: JSONName = "title"
        let status: JSONName = "status"
        let detail: JSONName = "detail"
        let instance: JSONName = "instance"
        let code: JSONName = "code"
        let errors: JSONName = "errors"
        let pointer: JSONName = "pointer"
    }

    private static let names = Names()
    private static let reserved: Set<String> = ["type", "title", "status", "detail", "instance", "code", "errors"]
}
