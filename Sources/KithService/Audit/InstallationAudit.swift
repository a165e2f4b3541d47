internal import SQLite

extension Installation {
    /// Walks the audit trail of the database, whose schema is up to date.
    ///
    /// - Parameter anchor: What `auditAnchor` gave at an earlier time.
    /// - Throws: `SQLiteError`.
    public func verifyAudit(against anchor: AuditAnchor? = nil) throws -> AuditReport {
        try AuditWalk.verify(try Connection(path: databasePath, options: .reader), against: anchor)
    }

    /// The last row of the audit trail, to be kept elsewhere.
    ///
    /// - Throws: `SQLiteError`.
    public func auditAnchor() throws -> AuditAnchor {
        try AuditStore.head(try Connection(path: databasePath, options: .reader))
    }
}

extension AuditEntry {
    /// The method that stands in rows of what the command line did.
    static let commandMethod = "KITH"

    /// The entry of what a command does to the database.
    init(command: String, subjects: [ID], _ transaction: WriteTransaction) {
        self.init(
            request: transaction.ids.next(), at: transaction.now, by: .operatorOfTheFile, method: Self.commandMethod,
            route: command, subjects: subjects, outcome: 200)
    }
}
