internal import HTTP
internal import SQLite

/// Turns every error into the problem document that its caller gets: the one place where statuses are chosen.
enum Problems {
    /// A problem document, with the fields that go beside it.
    struct Refusal {
        var document: Problem
        var fields: [(FieldName, String)] = []
    }

    /// The kinds of problem there are: the code, the status, and the title that is the same for each.
    static let kinds: [(code: String, status: Status, title: String)] = [
        ("malformed_body", .badRequest, "The body is no JSON object"),
        ("malformed_parameters", .badRequest, "The query is not right"),
        ("malformed_field", .badRequest, "A header field is not right"),
        ("token_needed", .unauthorized, "A valid token is needed"),
        ("role_not_allowed", .forbidden, "This role does not do that"),
        ("scope_missing", .forbidden, "This token is not for that"),
        ("on_behalf_refused", .forbidden, "This front end does not act for that worker"),
        ("not_found", .notFound, "There is nothing here"),
        ("method_not_allowed", .methodNotAllowed, "This method is not known here"),
        ("not_acceptable", .notAcceptable, "It cannot be had in that form"),
        ("cursor_expired", .gone, "It cannot be gone on from there"),
        ("conflict", .conflict, "It cannot be reconciled with what is there"),
        ("stale", .preconditionFailed, "It has changed since"),
        ("unsupported_media_type", .unsupportedMediaType, "The body has a type that is not taken"),
        ("invalid", .unprocessableContent, "The body has faults"),
        ("idempotency_key_reused", .unprocessableContent, "The key was used for another request"),
        ("if_match_needed", .preconditionRequired, "If-Match is needed"),
        ("too_many_requests", .tooManyRequests, "There were too many requests"),
        ("too_many_wrong_tokens", .tooManyRequests, "There were too many wrong tokens"),
        ("internal", .internalServerError, "Something went wrong here"),
        ("storage_unavailable", .serviceUnavailable, "Nothing can be written just now"),
        ("audit_unavailable", .serviceUnavailable, "It cannot be recorded just now who asks"),
        ("busy", .serviceUnavailable, "There is too much to do just now"),
    ]

    /// The problem of an error, whatever it is; one that is not known is a 500 that says nothing of the inside.
    static func problem(for error: any Error, _ service: Service) -> Refusal {
        switch error {
        case let error as AppError:
            problem(for: error)
        case let error as OperationRefused:
            error.placed(problem(for: error.cause, service))
        case let error as MalformedBody:
            refusal("malformed_body", error.detail)
        case let error as MalformedField:
            refusal("malformed_field", error.detail)
        case is TokenNeeded:
            refusal(
                "token_needed", "Send a valid token: Authorization: Bearer kith_…",
                [(.wwwAuthenticate, "Bearer realm=\"kith\"")])
        case let error as RoleNotAllowed:
            refusal("role_not_allowed", "The role \(error.role.rawValue) does not do this.")
        case let error as ScopeMissing:
            refusal("scope_missing", "This token does not have the scope \(error.scope).")
        case is OnBehalfRefused:
            refusal("on_behalf_refused", "There is no such worker for whom this front end may ask.")
        case let error as MethodNotAllowed:
            refusal("method_not_allowed", "This path takes \(error.allow).", [(.allow, error.allow)])
        case let error as NotAcceptable:
            refusal("not_acceptable", "It can be had as \(error.offers.joined(separator: ", ")).")
        case let error as UnsupportedMediaType:
            refusal("unsupported_media_type", "Send it as \(error.wanted).", [(.accept, error.wanted)])
        case let error as Rejection:
            Refusal(document: Problem(error))
        case is CursorExpired:
            refusal(
                "cursor_expired",
                "What came behind this cursor is not kept any more. Read what you need anew, and begin from now.")
        case is PreconditionRequired:
            refusal("if_match_needed", "Read the record first, and send its ETag as If-Match.")
        case is IdempotencyKeyReused:
            refusal("idempotency_key_reused", "Each request has a key of its own; a repeat has the same body.")
        default:
            unavailable(error)
        }
    }

    /// The problem where it is not the request that is wrong, but the time.
    private static func unavailable(_ error: any Error) -> Refusal {
        switch error {
        case let error as TooManyRequests:
            refusal(
                "too_many_requests", "You ask more often than this service allows. Come again after Retry-After.",
                [(.retryAfter, "\(error.seconds)")])
        case let error as TooManyWrongTokens:
            refusal(
                "too_many_wrong_tokens",
                "Too many wrong tokens came from this address: only those that were right from there are looked at.",
                [(.retryAfter, "\(error.seconds)")])
        case is AuditUnavailable:
            refusal(
                "audit_unavailable", "Nothing was served or changed. Try again in a moment.", [(.retryAfter, "1")])
        case let error as WriterError:
            refusal(
                error == .busy ? "busy" : "storage_unavailable", "Try again in a moment.", [(.retryAfter, "1")])
        case let error as SQLiteError where error.isStorageFailure || error.isBusy:
            refusal("storage_unavailable", "Nothing was changed. Try again in a moment.", [(.retryAfter, "5")])
        case let error as TooManyStreams:
            refusal(
                error == .ofAll ? "busy" : "too_many_requests",
                "As many streams of changes are open as may be\(error == .ofAll ? "" : " by one worker"). "
                    + "End one, or read pages.",
                [(.retryAfter, "\(ChangeEvents.retryMilliseconds / 1000)")])
        default:
            refusal("internal", "Give the request id to whoever runs this service.")
        }
    }

    private static func problem(for error: AppError) -> Refusal {
        switch error {
        case .notFound:
            return refusal("not_found", "There is nothing here, or nothing that you may see.")
        case .invalid(let faults):
            return refusal("invalid", describe(faults), faults: faults)
        case .invalidQuery(let faults):
            return refusal("malformed_parameters", describe(faults), faults: faults)
        case .conflict(let code, let detail):
            var refusal = refusal("conflict", detail)
            refusal.document.code = code.rawValue
            return refusal
        case .stale(let tag):
            return refusal(
                "stale", "It has changed since you read it. Read it again, and send its present ETag as If-Match.",
                [(.etag, Preconditions.text(tag))])
        }
    }

    private static func describe(_ faults: [Fault]) -> String {
        faults.count == 1 ? "One thing is wrong: see errors." : "\(faults.count) things are wrong: see errors."
    }

    private static func refusal(
        _ code: String, _ detail: String, _ fields: [(FieldName, String)] = [], faults: [Fault] = []
    ) -> Refusal {
        let kind = kinds.first { $0.code == code }
        let document = Problem(
            kind?.status ?? .internalServerError, code: code, title: kind?.title, detail: detail,
            type: "/docs#problem-" + code,
            errors: faults.map { Problem.Fault(pointer: $0.pointer, code: $0.code.rawValue, detail: $0.detail) })
        return Refusal(document: document, fields: fields)
    }
}

/// A header field that the service reads has a value that it cannot.
struct MalformedField: Error {
    let detail: String
}

/// There is no valid token with the request.
struct TokenNeeded: Error {}

/// The token's role does not reach so far, whatever is asked for.
struct RoleNotAllowed: Error {
    let role: Role
}

/// The path is known, and takes other methods.
struct MethodNotAllowed: Error {
    let allow: String
}

/// The client takes none of the forms that the answer can be given in.
struct NotAcceptable: Error {
    let offers: [String]
}

/// The body has a type that the route does not read.
struct UnsupportedMediaType: Error {
    let wanted: String
}

/// The Idempotency-Key was used for another request.
struct IdempotencyKeyReused: Error {}
