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
    case stale(currentTag: Int64)
}

/// The kinds of conflict there are: stable words on the wire.
enum ConflictCode: String, Sendable, CaseIterable {
    /// The case is in the state that was asked for already.
    case alreadyInState = "already_in_state"
    /// The case is not at rest, and need not be opened.
    case notAtRest = "not_at_rest"
    /// The worker who was named has left, or does not work with people.
    case workerCannotLead = "worker_cannot_lead"
    /// The worker who is to lead the case leads it already.
    case alreadyLeads = "already_leads"
    /// Somebody else leads the case than the caller said.
    case leadChanged = "lead_changed"
    /// The case is at rest, and nobody leads it.
    case caseAtRest = "case_at_rest"
    /// The worker leads cases, which would be left without a lead.
    case leadsCases = "leads_cases"
    /// The worker has left, or has another role.
    case workerInactive = "worker_inactive"
    /// Covers of one worker and case, or handovers of a case, would overlap.
    case overlaps
    /// The caller reads the case, and may not let others in.
    case notTheirsToGive = "not_theirs_to_give"
    /// A legal hold stands: nothing of it is erased.
    case legalHold = "legal_hold"
    /// There is more than one answer can tell.
    case tooLarge = "too_large"
    /// No retention rule says yet that it is to go.
    case notDue = "not_due"
    /// The record was merged into another of the same person.
    case merged
    /// A barrier stands between the two who are to be merged.
    case parted
    /// A tie between the two who are to be merged says that they are two people.
    case tied
    /// One of the two who are to be merged has asked for erasure.
    case erasureAsked = "erasure_asked"
    /// A later merge of the same person stands.
    case mergedSince = "merged_since"
    /// The merge was undone before.
    case alreadyUndone = "already_undone"
    /// What is shared stays so.
    case alreadyShared = "already_shared"
    /// The token was revoked before.
    case alreadyRevoked = "already_revoked"
}
