internal import JSON
internal import SQLite

/// The facts that measures are made of, as the caller may read them: what a barrier leaves out is not counted.
enum MeasureStore {
    /// How many records one answer is made of at most.
    static let recordsMax = 100_000
    /// How many cases of a person are measured at most.
    static let casesMax = 200

    /// The history of a case.
    ///
    /// - Throws: `AppError.notFound`; `.invalidQuery` where it is too long; `SQLiteError`.
    static func history(of supportCase: ID, _ set: MeasureSet, _ reading: ReadTransaction) throws -> History {
        try Case.table.require(supportCase, reading)
        return try history(of: [supportCase], set, reading)
    }

    /// The history of a person: of those of their cases that the caller may read, as one.
    ///
    /// - Throws: as for a case.
    static func history(ofPerson person: ID, _ set: MeasureSet, _ reading: ReadTransaction) throws -> History {
        try Person.table.require(person, reading)
        var cases: [ID] = []
        try reading.db.query(
            casesOfPerson, person, reading.access.worker, reading.nowText, Int64(casesMax)
        ) { row in
            if let id = ID(row.text(0)) { cases.append(id) }
        }
        return try history(of: cases, set, reading)
    }

    private static func history(of cases: [ID], _ set: MeasureSet, _ reading: ReadTransaction) throws -> History {
        let db = reading.db
        let days = try cases.compactMap { id in try db.one(findBeginning, id) { day($0, 0) } ?? nil }
        var history = History(began: days.min() ?? set.today)
        let uses = set.daysOfUses(began: history.began)
        for supportCase in cases {
            try read(contactsOf: supportCase, set.days, db, &history)
            try read(leadsOf: supportCase, set.days, db, &history)
            try read(stepsOf: supportCase, db, &history)
            if let uses { try read(usesOf: supportCase, uses, db, &history) }
        }
        if cases.count > 1 { history.contacts.sort { ($0.at, $0.id) < ($1.at, $1.id) } }
        return history
    }

    private static func read(
        contactsOf supportCase: ID, _ days: MeasureDays, _ db: Connection, _ history: inout History
    ) throws {
        let room = Int64(recordsMax + 1)
        try db.query(contacts, supportCase, days.first.canonical, days.end.canonical, room) { row in
            guard let at = try? Instant(utf8: row.text(0)), let id = ID(row.text(1)), let worker = ID(row.text(2))
            else { return }
            history.contacts.append(
                History.Contact(
                    at: at, id: id, supportCase: supportCase, worker: worker,
                    agency: row.isNull(3) ? nil : ID(row.text(3)), demand: row.optionalString(4)))
        }
        try requireRoom(history.contacts.count)
    }

    private static func read(
        leadsOf supportCase: ID, _ days: MeasureDays, _ db: Connection, _ history: inout History
    ) throws {
        try db.query(leads, supportCase, Int64(recordsMax + 1)) { row in
            guard let worker = ID(row.text(0)), let from = day(row, 1) else { return }
            history.leads.append(
                History.Lead(supportCase: supportCase, worker: worker, from: from, to: day(row, 2)))
        }
        try db.query(handovers, supportCase, days.first.canonical, days.end.canonical, Int64(recordsMax + 1)) { row in
            if let day = day(row, 0) { history.handovers.append(day) }
        }
        try requireRoom(max(history.leads.count, history.handovers.count))
    }

    private static func read(stepsOf supportCase: ID, _ db: Connection, _ history: inout History) throws {
        try db.query(steps, supportCase, Int64(recordsMax + 1)) { row in
            history.steps.append(
                History.Step(
                    kind: row.optionalString(0), whoActs: row.optionalString(1), due: day(row, 2),
                    doneOn: day(row, 3), isPromise: row.bool(4), kept: row.isNull(5) ? nil : row.bool(5)))
        }
        try requireRoom(history.steps.count)
    }

    private static func read(
        usesOf supportCase: ID, _ days: MeasureDays, _ db: Connection, _ history: inout History
    ) throws {
        let room = Int64(recordsMax + 1)
        try db.query(uses, supportCase, days.first.canonical, days.end.canonical, room) { row in
            guard let on = day(row, 0) else { return }
            history.uses.append(
                History.Use(
                    on: on, service: row.string(1), count: row.int(2), unitCost: row.optionalDouble(3),
                    priceYear: row.optionalInt(4)))
        }
        try requireRoom(history.uses.count)
    }

    private static func requireRoom(_ count: Int) throws(AppError) {
        guard count > recordsMax else { return }
        let detail = "These days have more than \(recordsMax) records: ask for fewer days."
        throw .invalidQuery([Fault(pointer: "/from", code: .outOfRange, detail: detail)])
    }

    /// The day of a column that holds a day or an instant.
    private static func day(_ row: borrowing Row, _ column: Int) -> LocalDate? {
        guard !row.isNull(column) else { return nil }
        return try? LocalDate(utf8: row.text(column).prefix(10))
    }
}

extension MeasureStore {
    private static func besides(_ kind: ResourceKind) -> String { kind.accessRule?.besides ?? "1 = 1" }

    private static let findBeginning: SQL = "SELECT created_at FROM cases WHERE id = $1"
    private static let casesOfPerson = SQL(
        fixed: """
            SELECT "case" FROM case_people
            WHERE person = $1 AND "case" IN (\(AccessSQL.cases(.behind(1)))) ORDER BY "case" DESC LIMIT $4
            """)
    private static let contacts = SQL(
        fixed: """
            SELECT at, id, "by", agency, demand FROM contacts
            WHERE "case" = $1 AND at >= $2 AND at < $3 AND \(besides(.contact)) ORDER BY at, id LIMIT $4
            """)
    private static let leads = SQL(
        fixed: """
            SELECT worker, "from", "to" FROM case_leads WHERE "case" = $1 AND \(besides(.lead)) LIMIT $2
            """)
    private static let handovers = SQL(
        fixed: """
            SELECT created_at FROM handovers
            WHERE "case" = $1 AND created_at >= $2 AND created_at < $3 AND \(besides(.handover)) LIMIT $4
            """)
    private static let steps = SQL(
        fixed: """
            SELECT kind, who_acts, due, done_at, promise, kept FROM steps
            WHERE "case" = $1 AND \(besides(.step)) LIMIT $2
            """)
    private static let uses = SQL(
        fixed: """
            SELECT happened_on, service, "count", unit_cost, price_year FROM service_uses
            WHERE "case" = $1 AND happened_on >= $2 AND happened_on < $3 AND \(besides(.serviceUse)) LIMIT $4
            """)
}
