internal import JSON
internal import SQLite

extension Merge {
    /// Merges in the database.
    static let table = Table<Merge>(beside: ["number"])
}

/// Merges of people in the database: each in one transaction, and each undone in one.
enum MergeStore {
    /// Makes two records of one person one.
    ///
    /// - Throws: `AppError.invalid` where one of them is not there for the caller; `.conflict` where it is not theirs
    ///   to do, or something says that they are two people, or stands in the way; `SQLiteError`.
    static func create(_ draft: Draft<Merge>, by access: Access, _ transaction: WriteTransaction) throws -> ID {
        let reading = transaction.reading(by: access)
        let people = MergePair(draft)
        try people?.requireUnmerged(reading)
        try References.check(draft, reading)
        guard let people else { throw AppError.notFound }
        try people.requireToMerge(reading)
        let number = try transaction.db.one(lastNumber) { $0.int(0) } ?? 0
        let id = try Merge.table.insert(draft, with: [.integer(number + 1)], by: access, transaction)
        let leads = try self.leads(of: people, transaction.db)
        try MergeMoves(id, kept: people.kept, merged: people.merged, transaction).point()
        try transaction.db.run(setMerged, people.merged, people.kept, transaction.nowText)
        try MergedRecords.write(into: people.kept, transaction)
        try PersonKeyStore.delete(of: people.merged, transaction.db)
        try tell(leads, Notice.peopleMerged, id, by: access, transaction)
        return id
    }

    /// Undoes a merge: what it pointed is pointed back, and what was written since stays with the kept person.
    ///
    /// - Throws: `AppError.notFound`, `.stale`; `.conflict` where it was undone before, is not theirs to do, or a later
    ///   merge of the same person stands; `SQLiteError`.
    static func undo(_ id: ID, version: Int64, by access: Access, _ transaction: WriteTransaction) throws {
        let (db, reading) = (transaction.db, transaction.reading(by: access))
        let (record, _, present) = try Merge.table.record(id, reading)
        guard present == version else { throw AppError.stale(currentTag: present) }
        guard record[Merge.undoneAt.spec.name] == nil else {
            throw AppError.conflict(.alreadyUndone, "This merge was undone before.")
        }
        let people = try self.people(of: id, reading)
        if let later = try db.one(findLater, id, people.kept, row: { $0.string(0) }) {
            throw AppError.conflict(
                .mergedSince, "The person was merged again since: undo /v1/merges/\(later) first.")
        }
        guard try reading.exists(PersonStore.isToLead, people.kept) else { throw MergePair.notTheirs }
        try MergeMoves(id, kept: people.kept, merged: people.merged, transaction).pointBack()
        try db.run(setApart, people.merged, transaction.nowText)
        try MergedRecords.write(into: people.merged, transaction)
        try MergedRecords.write(into: people.kept, transaction)
        try copyWhatHolds(since: id, people, transaction)
        try db.run(setUndone, id, transaction.nowText, access.worker)
        try tell(try leads(of: people, db), Notice.mergeUndone, id, by: access, transaction)
    }

    /// The two people of a merge.
    ///
    /// - Throws: `AppError.notFound`; `SQLiteError`.
    static func people(of id: ID, _ reading: ReadTransaction) throws -> MergePair {
        let members = try Merge.table.record(id, reading).members
        guard let kept = members[Merge.kept.spec.name].flatMap(ID.init(json:)),
            let merged = members[Merge.merged.spec.name].flatMap(ID.init(json:))
        else { throw AppError.notFound }
        return MergePair(kept: kept, merged: merged)
    }

    /// The condition of the merges of a person, whichever of the two they were.
    static func touching(_ person: ID) -> ListQuery.Condition {
        ListQuery.Condition("kept = ? OR merged = ?", person, person)
    }

    /// What was put up while they were one, to protect or to keep, holds for both from then on, until somebody says for
    /// whom it was: barriers and legal holds.
    private static func copyWhatHolds(since merge: ID, _ people: MergePair, _ transaction: WriteTransaction) throws {
        try copy(
            PersonBarrier.table, findBarriers, [PersonBarrier.person, PersonBarrier.other], merge, people, transaction)
        try copy(LegalHold.table, findHolds, [LegalHold.person], merge, people, transaction)
    }

    private static func copy<Record: Resource>(
        _ table: Table<Record>, _ find: SQL, _ ends: [Field<ID>], _ merge: ID, _ people: MergePair,
        _ transaction: WriteTransaction
    ) throws {
        var found: [ID] = []
        try transaction.db.query(find, merge, people.kept, people.merged) { row in
            if let id = ID(row.text(0)) { found.append(id) }
        }
        // The service itself does it: whoever undoes a merge need not be one who may read the other person then.
        let reading = transaction.reading(by: .operatorOfTheFile)
        for id in found {
            let members = try table.record(id, reading).members
            var draft = Draft<Record>(Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first })
            for end in ends where draft[end] == people.kept { draft[end] = people.merged }
            try table.insert(draft, by: .operatorOfTheFile, transaction)
        }
    }

    /// Who leads the cases of the two, or led them last.
    private static func leads(of people: MergePair, _ db: Connection) throws -> [(supportCase: ID, lead: ID)] {
        var cases: [ID] = []
        try db.query(findCases, people.kept, people.merged) { row in
            if let id = ID(row.text(0)) { cases.append(id) }
        }
        return try cases.compactMap { id in try LeadStore.latest(of: id, db).map { (id, $0) } }
    }

    private static func tell(
        _ leads: [(supportCase: ID, lead: ID)], _ what: String, _ merge: ID, by access: Access,
        _ transaction: WriteTransaction
    ) throws {
        for (supportCase, lead) in leads where lead != access.worker {
            try NoticeStore.tell(lead, what, merge, of: supportCase, by: access, transaction)
        }
    }
}

extension MergeStore {
    private static let lastNumber: SQL = "SELECT max(number) FROM merges"
    private static let setMerged: SQL = """
        UPDATE people SET merged_into = $2, merged_records = NULL, version = version + 1, updated_at = $3 WHERE id = $1
        """
    private static let setApart: SQL = """
        UPDATE people SET merged_into = NULL, version = version + 1, updated_at = $2 WHERE id = $1
        """
    private static let setUndone: SQL = """
        UPDATE merges SET undone_at = $2, undone_by = $3, version = version + 1, updated_at = $2 WHERE id = $1
        """
    private static let findLater: SQL = """
        SELECT id FROM merges
        WHERE undone_at IS NULL AND number > (SELECT number FROM merges WHERE id = $1) AND (kept = $2 OR merged = $2)
        ORDER BY number DESC LIMIT 1
        """
    private static let findCases: SQL = """
        SELECT DISTINCT "case" FROM case_people WHERE person IN ($1, $2) ORDER BY "case"
        """
    // What stood between the two stays so.
    private static let findBarriers: SQL = """
        SELECT barrier.id FROM person_barriers AS barrier JOIN merges ON merges.id = $1
        WHERE barrier.until IS NULL AND $2 IN (barrier.person, barrier.other)
            AND $3 NOT IN (barrier.person, barrier.other)
            AND (barrier.created_at, barrier.id) > (merges.created_at, merges.id)
        ORDER BY barrier.id
        """
    private static let findHolds: SQL = """
        SELECT hold.id FROM legal_holds AS hold JOIN merges ON merges.id = $1
        WHERE hold.until IS NULL AND hold.person = $2 AND hold.person <> $3
            AND (hold.created_at, hold.id) > (merges.created_at, merges.id)
        ORDER BY hold.id
        """
}
