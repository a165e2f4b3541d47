/// What of a route's requests comes into the trail.
///
/// Requests without a valid token have nobody to name, and would let anybody fill the disk: they are counted alone.
enum AuditScope: Sendable {
    /// Every request, with the ids in its path and query, of what it makes, and of the records that a list at the top
    /// serves: what a route does unless its declaration says otherwise.
    case records
    /// The same, also with the records that a list below another record serves: of those each is about somebody else.
    case everyRecord
    /// Every request, with the ids in its path and query alone.
    case requests
    /// Only refusals for want of a role: nothing about people is read there.
    case refusals
}
