/// What one client asked a service to keep, and what it was told.
struct Ledger: Sendable {
    /// One write: told `201` with an id, or never told.
    struct Entry: Sendable {
        let path: String
        let body: String
        /// What finds it in the database: the note of a contact, what matters in a case.
        let mark: String
        /// The Idempotency-Key, where it was sent with one.
        let key: String?
        var acknowledged: String?

        var isCase: Bool { path == "/v1/cases" }
    }

    var entries: [Entry] = []
    /// What went wrong that is no cut connection.
    var complaints: [String] = []
}
