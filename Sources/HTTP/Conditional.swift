/// Conditional requests by entity tags, in the order of RFC 9110 §13.2.2: first `If-Match`, then `If-None-Match`.
public enum Conditional {
    /// What is to be done.
    public enum Outcome: Sendable, Equatable {
        /// Go on as if there were no condition.
        case proceed
        /// Answer 304 with the current tag.
        case notModified
        /// Answer 412 with the current tag.
        case preconditionFailed
        /// Answer 400: the field is neither `*` nor a list of tags.
        case malformed
    }

    private enum Condition {
        case any
        case tags([ETag])
    }

    /// Weighs the conditions of a request.
    ///
    /// - Parameter current: the tag of what is stored, or nil where nothing is.
    public static func evaluate(_ method: Method, _ fields: Fields, current: ETag?) -> Outcome {
        if let value = fields.combined(.ifMatch) {
            switch condition(value) {
            case nil: return .malformed
            case .any: if current == nil { return .preconditionFailed }
            case .tags(let tags):
                guard let current, tags.contains(where: current.isStrongMatch) else { return .preconditionFailed }
            }
        }
        guard let value = fields.combined(.ifNoneMatch) else { return .proceed }
        let isMatch: Bool
        switch condition(value) {
        case nil: return .malformed
        case .any: isMatch = current != nil
        case .tags(let tags): isMatch = current.map { tags.contains(where: $0.isWeakMatch) } ?? false
        }
        guard isMatch else { return .proceed }
        return method == .get || method == .head ? .notModified : .preconditionFailed
    }

    private static func condition(_ value: ArraySlice<UInt8>) -> Condition? {
        if value.elementsEqual([ASCII.star]) { return .any }
        return ETag.list(value).map { .tags($0) }
    }
}
