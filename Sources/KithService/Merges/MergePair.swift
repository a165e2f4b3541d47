internal import SQLite

/// Two people who are to be made one, and all that has to hold before.
struct MergePair: Sendable {
    let kept: ID
    let merged: ID

    /// Names the two.
    init(kept: ID, merged: ID) {
        self.kept = kept
        self.merged = merged
    }

    /// The two whom a draft names.
    init?(_ draft: Draft<Merge>) {
        guard let kept = draft[Merge.kept], let merged = draft[Merge.merged] else { return nil }
        self.init(kept: kept, merged: merged)
    }

    static let notTheirs = AppError.conflict(
        .notTheirsToGive,
        "Whoever leads or supervises a case of each of the two decides this, or who made a record that has no case.")

    /// Makes sure that neither leads to another already.
    ///
    /// - Throws: `AppError.conflict` where one does, and the caller may read that other; `SQLiteError`.
    func requireUnmerged(_ reading: ReadTransaction) throws {
        for person in [kept, merged] where try reading.exists(PersonStore.findMerged, person) {
            throw PersonStore.wasMerged
        }
    }

    /// Makes sure that the caller may make the two one, and that nothing says that they are two.
    ///
    /// - Throws: `AppError.conflict`; `SQLiteError`.
    func requireToMerge(_ reading: ReadTransaction) throws {
        // Whom they read because they were let in for a time, they do not give to others.
        for person in [kept, merged] where try !reading.exists(PersonStore.isToLead, person) {
            throw Self.notTheirs
        }
        try requireNotApart(reading.db)
        guard let worker = reading.access.worker else { return }
        // What the caller may not read does not stop them, or they would learn of it: nothing is lost by a merge.
        guard try !reading.db.exists(Self.findHold, kept, merged, worker, reading.nowText) else {
            throw AppError.conflict(.legalHold, "A legal hold stands on one of the two: nothing is merged.")
        }
        guard try !reading.db.exists(Self.findErasure, kept, merged) else {
            throw AppError.conflict(
                .erasureAsked, "One of the two has asked for erasure: answer that first, for that record alone.")
        }
    }

    /// Two whom a barrier parts are two, and so are two who are tied to each other.
    ///
    /// Nor does a merge bring somebody into a case with somebody from whom a barrier parts them.
    private func requireNotApart(_ db: Connection) throws {
        let isParted =
            try PersonBarrierStore.isBetween(kept, merged, db)
            || db.exists(Self.findPartedInCase, kept, merged) || db.exists(Self.findPartedInCase, merged, kept)
        guard !isParted else {
            throw AppError.conflict(
                .parted,
                "A barrier stands between the two, or between one of them and somebody in a case of the other.")
        }
        guard try !db.exists(Self.findTie, kept, merged) else {
            throw AppError.conflict(
                .tied, "A tie says that they are two people: where that is wrong, say until when it was there.")
        }
    }

    private static let findTie: SQL = """
        SELECT 1 FROM relationships
        WHERE until IS NULL AND ((from_id = $1 AND to_id = $2) OR (from_id = $2 AND to_id = $1))
        """
    private static let findPartedInCase: SQL = """
        SELECT 1 FROM case_people AS own JOIN case_people AS beside ON beside."case" = own."case"
        JOIN person_barriers AS barrier ON barrier.until IS NULL
            AND ((barrier.person = $2 AND barrier.other = beside.person)
                OR (barrier.person = beside.person AND barrier.other = $2))
        WHERE own.person = $1
        """
    private static let findHold = SQL(
        fixed: """
            SELECT 1 FROM legal_holds WHERE until IS NULL
                AND (person IN ($1, $2) OR "case" IN (SELECT "case" FROM case_people WHERE person IN ($1, $2)))
                AND \(AccessSQL.aboutPersonOrCase("legal_holds").single("legal_holds.id", .behind(2)))
            """)
    private static let findErasure: SQL = """
        SELECT 1 FROM rights_requests
        WHERE person IN ($1, $2) AND kind = 'erasure' AND state IN ('open', 'paused')
        """
}
