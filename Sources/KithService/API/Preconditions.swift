internal import HTTP

/// The conditions of RFC 9110 section 13 over records.
///
/// Their entity tag is a number: the version, as long as they show nothing of other tables.
enum Preconditions {
    /// The entity tag of a number.
    static func text(_ tag: Int64) -> String {
        "\"\(tag)\""
    }

    /// Weighs the conditions of a request.
    ///
    /// - Returns: Whether the client has this version already.
    /// - Throws: `AppError.stale` where the client means another version; `MalformedField`.
    static func isNotModified(_ head: RequestHead, _ tag: Int64) throws -> Bool {
        guard head.fields.contains(.ifMatch) || head.fields.contains(.ifNoneMatch) else { return false }
        switch Conditional.evaluate(head.method, head.fields, current: ETag(String(tag))) {
        case .proceed: return false
        case .notModified: return true
        case .preconditionFailed: throw AppError.stale(currentTag: tag)
        case .malformed: throw MalformedField(detail: "If-Match and If-None-Match hold entity tags, or *.")
        }
    }
}
