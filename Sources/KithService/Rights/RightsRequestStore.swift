internal import JSON
internal import SQLite

extension RightsRequest {
    /// Rights requests in the database.
    static let table = Table<RightsRequest>(shown: [
        .init(
            field: daysLeft.spec, stamp: RightsRequestStore.stampDaysLeft, isThere: RightsRequestStore.isWaitedFor,
            write: RightsRequestStore.writeDaysLeft)
    ])
}

/// Rights requests in the database.
enum RightsRequestStore {
    /// Adds a request of a person whom the caller may read.
    ///
    /// - Throws: `AppError.invalid`; `SQLiteError`.
    static func create(
        _ draft: Draft<RightsRequest>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        try checkDays(draft, transaction)
        return try RightsRequest.table.insert(draft, by: access, transaction)
    }

    /// Changes a request to what the draft says.
    ///
    /// - Throws: `AppError.notFound`, `.stale`, `.invalid`; `SQLiteError`.
    static func update(
        _ id: ID, version: Int64, to draft: Draft<RightsRequest>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        try checkDays(draft, transaction)
        try RightsRequest.table.update(id, version: version, to: draft, by: access, transaction)
    }

    /// The condition of the requests that are to be answered before a day, and are not yet.
    static func due(before day: LocalDate) -> ListQuery.Condition {
        ListQuery.Condition("due_on < ? AND state = 'open'", day)
    }

    /// The member changes with the day, so that its day is a part of the tag.
    @Sendable static func stampDaysLeft(
        _ id: ID, _ reading: ReadTransaction, _ stamps: inout Stamps
    ) throws {
        guard try isWaitedFor(id, reading) else { return }
        Array(reading.today.canonical.utf8).withUnsafeBytes { stamps.append($0) }
    }

    /// Whether a request is open, so that its days are counted.
    @Sendable static func isWaitedFor(_ id: ID, _ reading: ReadTransaction) throws -> Bool {
        try dueOn(id, reading) != nil
    }

    /// Writes how many days are left.
    @Sendable static func writeDaysLeft(
        _ id: ID, _ reading: ReadTransaction, _ writer: inout JSONWriter
    ) throws {
        writer.int(Int64(try dueOn(id, reading)?.days(since: reading.today) ?? 0))
    }

    private static func dueOn(_ id: ID, _ reading: ReadTransaction) throws -> LocalDate? {
        try reading.db.one(findDue, id) { try? LocalDate(utf8: $0.text(0)) } ?? nil
    }

    private static func checkDays(_ draft: Draft<RightsRequest>, _ transaction: WriteTransaction) throws {
        for field in [RightsRequest.receivedOn, RightsRequest.extendedOn, RightsRequest.answeredOn] {
            try Moment.requirePast(draft[field], field, transaction)
        }
        let days = RightsClock.pauses(of: draft).flatMap { [$0.from, $0.to].compactMap(\.self) }
        try Moment.requirePast(days.max(), Field("pauses", .date, ""), transaction)
    }

    private static let findDue: SQL = "SELECT due_on FROM rights_requests WHERE id = $1 AND state = 'open'"
}
