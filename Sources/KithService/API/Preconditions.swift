internal import HTTP

/// The conditions of RFC 9110 section 13 over records, whose entity tag is their version.
enum Preconditions {
    /// The entity tag of a version.
    static func text(_ version: Int64) -> String {
        "\"\(version)\""
    }

    /// Weighs the conditions of a request.
    ///
    /// - Returns: Whether the client has this version already.
    /// - Throws: `AppError.stale` where the client means another version; `MalformedField`.
    static func isNotModified(_ head: RequestHead, _ version: Int64) throws -> Bool {
        guard head.fields.contains(.ifMatch) || head.fields.contains(.ifNoneMatch) else { return false }
        switch Conditional.evaluate(head.method, head.fields, current: ETag(String(version))) {
        case .proceed: return false
        case .notModified: return true
        case .preconditionFailed: throw AppError.stale(currentVersion: version)
        case .malformed: throw MalformedField(detail: "If-Match and If-None-Match hold entity tags, or *.")
        }
    }
}
