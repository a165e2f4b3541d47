internal import SQLite

extension Lead {
    /// Lead periods in the database.
    static let table = Table<Lead>()
}

extension Move {
    /// Moves in the database.
    static let table = Table<Move>()
}

/// Who leads which case: periods that follow one another, of which the database lets at most one be open.
enum LeadStore {
    /// Begins a period.
    ///
    /// - Throws: `AppError.conflict` where the worker has left, or does not work with people; `SQLiteError`.
    static func begin(
        _ worker: ID, of id: ID, chosenByPerson: Bool? = nil, by access: Access, _ transaction: WriteTransaction
    ) throws {
        guard try OrganisationStore.canLead(worker, transaction.reading(by: access)) else {
            throw AppError.conflict(
                .workerCannotLead, "This worker has left, or does not work with people: name another.")
        }
        var draft = Draft<Lead>()
        draft[Lead.supportCase] = id
        draft[Lead.worker] = worker
        draft[Lead.chosenByPerson] = chosenByPerson
        draft[Lead.from] = transaction.now.wholeSecond
        try Lead.table.insert(draft, by: access, transaction)
    }

    /// Ends the period that is open; where a clock went back, it ends when it began.
    static func end(of id: ID, reason: String, _ transaction: WriteTransaction) throws {
        try transaction.db.run(endPeriod, id, transaction.nowText, reason)
    }

    /// Ends the period that is open, and begins one for another worker.
    ///
    /// - Throws: `AppError.conflict` where that worker has left, or does not work with people; `SQLiteError`.
    static func change(
        to worker: ID, of id: ID, _ chosenByPerson: Bool?, by access: Access, _ transaction: WriteTransaction
    ) throws {
        try end(of: id, reason: ResourceKind.handover.rawValue, transaction)
        try begin(worker, of: id, chosenByPerson: chosenByPerson, by: access, transaction)
        try transaction.db.run(changeCase, id, worker, transaction.nowText)
    }

    /// Who leads the case now; nil where it is at rest.
    static func worker(of id: ID, _ db: Connection) throws -> ID? {
        try db.one(activeWorker, id) { ID($0.text(0)) } ?? nil
    }

    /// Begins a period again for the worker who led last, or where that worker has left, for a caller who supervised
    /// them; for any supervisor who reads the case where nobody does now: the door stays open.
    ///
    /// - Returns: The worker who leads now.
    /// - Throws: `AppError.conflict` where neither can lead; `SQLiteError`.
    static func resume(_ id: ID, by access: Access, _ transaction: WriteTransaction) throws -> ID {
        let reading = transaction.reading(by: access)
        let last = try transaction.db.one(lastWorker, id) { ID($0.text(0)) } ?? nil
        if let last, try OrganisationStore.canLead(last, reading) {
            try begin(last, of: id, by: access, transaction)
            return last
        }
        guard let worker = access.worker, try maySucceed(worker, in: id, reading) else {
            throw AppError.conflict(
                .notTheirsToGive,
                "The worker who led the case has left: a supervisor of theirs opens it again, and where they have "
                    + "none, any supervisor.")
        }
        try begin(worker, of: id, by: access, transaction)
        return worker
    }

    /// Whether the caller may come to lead a case at rest whose lead has left.
    private static func maySucceed(_ worker: ID, in id: ID, _ reading: ReadTransaction) throws -> Bool {
        try Case.table.require(id, reading)
        if try reading.db.exists(findGiver, id, worker, reading.nowText) { return true }
        return try reading.access.role == .supervisor && !reading.db.exists(findSupervisor, id, reading.nowText)
    }

    /// The id of the period that is open now.
    ///
    /// - Throws: `AppError.notFound` where there is none; `SQLiteError`.
    static func active(of id: ID, _ reading: ReadTransaction) throws -> ID {
        guard let lead = try reading.db.one(findActive, id, row: { ID($0.text(0)) }) ?? nil else {
            throw AppError.notFound
        }
        return lead
    }

    /// Who leads the case, or led it last.
    static func latest(of id: ID, _ db: Connection) throws -> ID? {
        try db.one(latestLead, id, row: { ID($0.text(0)) }) ?? nil
    }

    /// Makes sure that the caller may let others in to a case: they lead it, led it last, or supervise who does.
    ///
    /// Somebody who was let in for some days or hours could otherwise stay for good by their own hand.
    ///
    /// - Throws: `AppError.notFound` where the case is not there for the caller; `.conflict`; `SQLiteError`.
    static func requireGiver(of id: ID, _ reading: ReadTransaction) throws {
        try Case.table.require(id, reading)
        guard let worker = reading.access.worker else { return }
        guard try reading.db.exists(findGiver, id, worker, reading.nowText) else {
            throw AppError.conflict(
                .notTheirsToGive, "The worker who leads the case, or a supervisor of theirs, lets others in.")
        }
    }

    private static let findGiver = SQL(
        fixed: """
            SELECT 1 FROM case_readers
            WHERE "case" = $1 AND worker = $2 AND "from" <= $3 AND (until IS NULL OR until > $3)
                AND basis IN (\(AccessSQL.giving))
            """)
    private static let findSupervisor: SQL = """
        SELECT 1 FROM case_readers
        WHERE "case" = $1 AND basis = 'supervision' AND (until IS NULL OR until > $2)
        """
    private static let endPeriod: SQL = """
        UPDATE case_leads
        SET "to" = CASE WHEN "from" > $2 THEN "from" ELSE $2 END, end_reason = $3, version = version + 1,
            updated_at = $2
        WHERE "case" = $1 AND "to" IS NULL
        """
    private static let lastWorker: SQL = """
        SELECT worker FROM case_leads WHERE "case" = $1 ORDER BY "from" DESC, id DESC LIMIT 1
        """
    private static let latestLead: SQL = """
        SELECT worker FROM case_leads WHERE "case" = $1 ORDER BY "to" IS NOT NULL, "from" DESC, id DESC LIMIT 1
        """
    private static let activeWorker: SQL = #"SELECT worker FROM case_leads WHERE "case" = $1 AND "to" IS NULL"#
    private static let changeCase: SQL = """
        UPDATE cases SET lead = $2, version = version + 1, updated_at = $3 WHERE id = $1
        """
    private static let findActive: SQL = #"SELECT id FROM case_leads WHERE "case" = $1 AND "to" IS NULL"#
}
