/// The trail cannot be written just now, so nothing is served.
struct AuditUnavailable: Error, CustomStringConvertible {
    /// Why, for the operator.
    let description: String
}
