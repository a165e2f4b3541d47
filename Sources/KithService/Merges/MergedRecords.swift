internal import JSON
internal import SQLite

/// What the records say that were merged into a person's: shown with it everywhere, and never mixed into it.
///
/// A warning that either has is beside whatever the other says, in lists too.
enum MergedRecords {
    /// Writes them beside a person's own record, as they are now, and makes the person findable by them.
    ///
    /// - Throws: `AppError.conflict` where they are too many or too large together; `SQLiteError`; `JSONError`.
    static func write(into person: ID, _ transaction: WriteTransaction) throws {
        let reading = transaction.reading(by: .operatorOfTheFile)
        var merged: [ID] = []
        try transaction.db.query(find, person) { row in
            if let id = ID(row.text(0)) { merged.append(id) }
        }
        let records = try merged.map { id in
            JSONValue.object(
                JSONObject(
                    try Person.table.record(id, reading).members.filter { member in
                        Person.mergedMembers.contains { $0.name == member.name }
                    }))
        }
        let text = records.isEmpty ? nil : JSON.text(.array(records))
        try transaction.db.run(set, person, text, transaction.nowText)
        let record = try PersonStore.draft(of: person, reading)
        guard records.count <= Merge.recordsMax, record.byteCount <= RecordLimits.recordBytesMax else {
            throw AppError.conflict(.tooLarge, "Together the records are more than one person's record can show.")
        }
        try PersonKeyStore.write(person, record, transaction.db)
    }

    private static let find: SQL = "SELECT id FROM people WHERE merged_into = $1 ORDER BY id"
    private static let set: SQL = """
        UPDATE people SET merged_records = $2, version = version + 1, updated_at = $3 WHERE id = $1
        """
}
