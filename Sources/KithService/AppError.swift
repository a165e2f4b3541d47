/// Why a request could not be done, in the words of the domain: the API turns each into a problem document.
enum AppError: Error, Sendable, Hashable {
    /// There is no such thing, or nothing that the caller may know of.
    case notFound
    /// The body has these faults.
    case invalid([Fault])
    /// The query has these faults.
    case invalidQuery([Fault])
    /// What was asked cannot be reconciled with what is there.
    case conflict(ConflictCode, String)
    /// The record has changed since the caller read it.
    case stale(currentVersion: Int64)
}

/// The kinds of conflict there are: stable words on the wire.
enum ConflictCode: String, Sendable, CaseIterable {
    /// The case is in the state that was asked for already.
    case alreadyInState = "already_in_state"
    /// The worker who was named is not active.
    case workerInactive = "worker_inactive"
    /// The token was revoked before.
    case alreadyRevoked = "already_revoked"
    /// The record's id is in use by something else.
    case idInUse = "id_in_use"
}
