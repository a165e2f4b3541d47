internal import JSON

/// What a walk over the trail found.
public struct AuditReport: Sendable, Hashable {
    /// How many rows were found to be as they were written.
    public let rows: Int64
    /// The last row when the walk began.
    public let head: AuditAnchor
    /// The first broken row; nil where the trail is whole.
    public let fault: AuditFault?

    /// The same as JSON text.
    public var json: String {
        var members: [(String, JSONValue)] = [
            ("whole", .bool(fault == nil)), ("rows", .number(JSONNumber(rows))), ("anchor", .string("\(head)")),
        ]
        if let fault {
            members.append(("seq", .number(JSONNumber(fault.seq))))
            members.append(("fault", .string(fault.kind.rawValue)))
            members.append(("detail", .string("\(fault)")))
        }
        return JSON.text(.object(JSONObject(members)))
    }
}
