import SQLite
import Testing

@testable import KithService

/// Whatever is done to a trail is found, and the first row that it was done to is named.
@Suite struct AuditChainTests {
    private static let rowCount = 6
    private static let noTriggers = """
        DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_deleted;
        DROP TRIGGER audit_subjects_are_never_changed; DROP TRIGGER audit_subjects_are_never_deleted;
        """
    /// What a trail can be given in the place of what it has, whatever the column.
    private static let changes: [(column: String, value: String)] = [
        ("at", "'2026-11-21T09:30:01Z'"), ("request", "upper(request)"), ("token", "NULL"), ("token", "worker"),
        ("worker", "NULL"), ("worker", "token"), ("on_behalf_of", "NULL"), ("on_behalf_of", "''"),
        ("purpose", "NULL"), ("purpose", "purpose || reason"), ("reason", "NULL"), ("reason", "''"),
        ("method", "'HEAD'"), ("route", "route || '/'"), ("subjects", "'[]'"), ("subjects", "' ' || subjects"),
        ("outcome", "404"), ("filed", "filed + 1"), ("hash", "zeroblob(32)"),
    ]

    private let bench: TrailBench
    private let subjects: [ID]

    /// A trail of six rows, written in three transactions.
    init() throws {
        let bench = try TrailBench()
        subjects = (0..<Self.rowCount).map { _ in bench.ids.next() }
        let entries = subjects.map { bench.entry("/v1/people/{id}", [$0, bench.ids.next()]) }
        for start in [0, 1, 3] { try bench.append(Array(entries[start..<min(entries.count, start * 2 + 1)])) }
        try bench.append(Array(entries[Self.rowCount...]))
        self.bench = bench
        try #require(try bench.lines().count == Self.rowCount)
    }

    /// What is found after a change that is then undone.
    private func fault(after sql: String, _ anchor: AuditAnchor? = nil) throws -> AuditFault? {
        let db = try Connection(path: bench.path, options: .init(.write))
        var fault: AuditFault?
        do {
            try db.transaction {
                try db.script(Self.noTriggers + sql)
                fault = try AuditWalk.verify(db, against: anchor).fault
                throw TrailBench.Undone()
            }
        } catch is TrailBench.Undone {}
        return fault
    }

    @Test func aTrailIsWholeAndItsAnchorSaysSo() throws {
        let head = try bench.head()
        let report = try bench.verify(head)
        #expect(report == AuditReport(rows: Int64(Self.rowCount), head: head, fault: nil))
        #expect(AuditAnchor("\(head)") == head)
        #expect(try bench.verify(.start).fault == nil)
        #expect(try TrailBench().verify(.start) == AuditReport(rows: 0, head: .start, fault: nil))
    }

    /// Made by the words of DESIGN.md, with another program.
    @Test func theCanonicalBytesAreThoseOfTheDescription() throws {
        let bench = try TrailBench()
        let last = try #require(UInt8("8f", radix: 16))
        let ids = (0..<4).map { ID(high: 0x019a_a5b2_7c1e_7d3a, low: 0x9f60_2b6d_5a1c_4e00 + UInt64(last) + $0) }
        let token = Access(worker: ids[2], role: .practitioner, token: ids[1])
        let first = AuditEntry(
            request: ids[0], at: .epoch, by: token, method: "GET", route: "/v1/people/{id}", subjects: [ids[3]],
            outcome: 200)
        let second = AuditEntry(
            request: ids[0], at: .epoch, by: .operatorOfTheFile, onBehalfOf: ids[3], purpose: "safeguarding",
            reason: "Zoë asked", method: "KITH", route: "kith token create", subjects: [ids[3], ids[2], ids[3]],
            outcome: 404)
        try bench.append([first])
        #expect(
            try bench.head().description == "1:917168bcde6b76cfe49dfa84a4aa8de9607bef6d915d061df8275cccb481a9d3")
        try bench.append([second])
        #expect(
            try bench.head().description == "2:c8409a17428d3e2f6f5372ad4c7162f49a3a32cd25cebe290b37c00be063a2b1")
    }

    @Test func everyColumnIsInTheHash() throws {
        var columns: Set<String> = []
        let db = try Connection(path: bench.path, options: .reader)
        try db.queryText("SELECT name FROM pragma_table_info('audit')", []) { columns.insert($0.string(0)) }
        #expect(columns == Set(Self.changes.map(\.column) + ["seq"]))
    }

    @Test(arguments: 1...6) func aChangeOfAnyColumnOfAnyRowIsNamed(seq: Int64) throws {
        for (column, value) in Self.changes {
            let fault = try fault(after: "UPDATE audit SET \(column) = \(value) WHERE seq = \(seq);")
            #expect(fault == AuditFault(seq, .changed), "\(column) = \(value)")
        }
    }

    @Test(arguments: 1...6) func aRowThatIsTakenAwayIsNamed(seq: Int64) throws {
        let sql = "DELETE FROM audit WHERE seq = \(seq);"
        let isLast = seq == Int64(Self.rowCount)
        let anchored = try fault(after: sql, try bench.head())
        #expect(anchored == AuditFault(seq, isLast ? .truncated : .missing))
        // Without an anchor nobody can know that there was one more, though its subjects are still filed.
        #expect(try fault(after: sql) == (isLast ? nil : AuditFault(seq, .missing)))
    }

    @Test func anyTwoRowsThatChangePlacesAreNamed() throws {
        for lower in Int64(1)..<6 {
            for upper in (lower + 1)...6 {
                let sql = """
                    UPDATE audit SET seq = 99 WHERE seq = \(lower);
                    UPDATE audit SET seq = \(lower) WHERE seq = \(upper);
                    UPDATE audit SET seq = \(upper) WHERE seq = 99;
                    """
                #expect(try fault(after: sql) == AuditFault(lower, .outOfOrder, foundAt: upper))
            }
        }
    }

    @Test(arguments: 1...6) func aRowThatIsMovedToTheEndIsNamed(seq: Int64) throws {
        let moved = AuditFault(seq, .outOfOrder, foundAt: 99)
        #expect(try fault(after: "UPDATE audit SET seq = 99 WHERE seq = \(seq);") == moved)
    }

    @Test(arguments: 1...6) func aRowThatIsPutBetweenIsNamed(seq: Int64) throws {
        let sql = """
            UPDATE audit SET seq = seq + 100 WHERE seq >= \(seq); UPDATE audit SET seq = seq - 99 WHERE seq > 100;
            INSERT INTO audit SELECT \(seq), at, request, token, worker, on_behalf_of, purpose, reason, method, route,
                '[]', outcome, filed, hash FROM audit WHERE seq = \(seq + 1);
            """
        #expect(try fault(after: sql) == AuditFault(seq, .outOfOrder, foundAt: seq + 1))
    }

    @Test(arguments: 0..<6) func anEndThatIsCutOffIsFoundByTheAnchor(left: Int64) throws {
        let sql = "DELETE FROM audit WHERE seq > \(left); DELETE FROM audit_subjects WHERE seq > \(left);"
        #expect(try fault(after: sql) == nil)
        #expect(try fault(after: sql, try bench.head()) == AuditFault(left + 1, .truncated))
    }

    /// Somebody who writes the whole trail anew can make it fit together; not with an anchor that they cannot change.
    @Test(arguments: 1...6) func aTrailThatIsWrittenAnewIsFoundByTheAnchor(changed: Int) throws {
        var anchors: [AuditAnchor] = []
        let db = try Connection(path: bench.path, options: .reader)
        try db.query("SELECT seq, hash FROM audit ORDER BY seq") {
            anchors.append(AuditAnchor(seq: $0.int(0), hash: Array($0.blob(1))))
        }
        let other = try TrailBench()
        for (index, subject) in subjects.enumerated() {
            let route = index + 1 == changed ? "/v1/assets" : "/v1/people/{id}"
            try other.append([bench.entry(route, [subject])])
        }
        #expect(try other.verify().fault == nil)
        for anchor in anchors { #expect(try other.verify(anchor).fault == AuditFault(anchor.seq, .rewritten)) }
    }

    @Test(arguments: 1...6) func aRowThatIsHiddenFromItsSubjectIsNamed(seq: Int64) throws {
        for subject in ["min(subject)", "max(subject)"] {
            let sql = """
                DELETE FROM audit_subjects WHERE seq = \(seq)
                    AND subject = (SELECT \(subject) FROM audit_subjects WHERE seq = \(seq));
                """
            #expect(try fault(after: sql) == AuditFault(seq, .misfiled))
        }
        let wrong = "INSERT INTO audit_subjects VALUES (0, '\(bench.ids.next())', \(seq));"
        #expect(try fault(after: wrong) == AuditFault(seq, .misfiled))
        let twice = "INSERT INTO audit_subjects SELECT 1, subject, seq FROM audit_subjects WHERE seq = \(seq);"
        #expect(try fault(after: twice) == AuditFault(seq, .misfiled))
        #expect(
            try fault(after: "UPDATE audit_subjects SET block = 1 WHERE seq = \(seq);") == AuditFault(seq, .misfiled))
    }

    /// What is about a record is found in whichever block it is filed.
    @Test func aLongTrailIsSearchedWhole() throws {
        let bench = try TrailBench()
        let person = bench.ids.next()
        let others = (0..<200).map { _ in bench.ids.next() }
        for round in 0..<3 {
            try bench.append((0..<90).map { _ in bench.entry("others", others) })
            try bench.append([bench.entry("person \(round)", [others[0], person])])
        }
        let db = try Connection(path: bench.path, options: .reader)
        #expect(try db.one("SELECT COUNT(DISTINCT block) FROM audit_subjects") { $0.int(0) } == 4)
        #expect(try bench.verify().fault == nil)
        var query = ListQuery(sort: Audit.newest)
        query.narrow(AuditStore.about(person))
        var routes: [String] = []
        let reading = ReadTransaction(db: db, access: bench.worker, nowText: "2026-11-21T09:30:00Z")
        _ = try Audit.table.readPage(query, reading) { row in
            for column in Audit.table.columns.indices where Audit.table.members[column].name == "route" {
                routes.append(row.string(Audit.table.columns[column].index))
            }
            return 0
        }
        #expect(routes == ["person 2", "person 1", "person 0"])
    }

    @Test(arguments: [
        "UPDATE audit SET outcome = 200", "DELETE FROM audit", "UPDATE audit_subjects SET seq = seq + 1",
        "DELETE FROM audit_subjects",
    ])
    func theDatabaseItselfRefusesToChangeIt(sql: String) throws {
        let error = #expect(throws: SQLiteError.self) { try bench.tamper(sql) }
        #expect(error?.isConstraint == true)
        #expect(try bench.verify(try bench.head()).fault == nil)
    }

    /// Each writer reads the last row within its own transaction.
    @Test func severalProcessesWriteOneTrail() throws {
        let other = try Database(path: bench.path) { _ in }
        defer { other.close() }
        for round in 0..<5 {
            let entry = bench.entry("other \(round)")
            _ = try other.perform(bench.clock, bench.ids) { try AuditStore.append([entry], $0) }
            try bench.append([bench.entry("this \(round)")])
        }
        let report = try bench.verify()
        #expect(report.fault == nil && report.rows == Int64(Self.rowCount) + 10)
    }

    @Test(arguments: [
        "", "1", ":", "1:", "-1:" + String(repeating: "0", count: 64), "1:" + String(repeating: "0", count: 63),
        "1:" + String(repeating: "A", count: 64), "1:" + String(repeating: "0", count: 64) + ":",
        "x:" + String(repeating: "0", count: 64),
    ])
    func whatIsNoAnchorIsNone(text: String) {
        #expect(AuditAnchor(text) == nil)
    }

    @Test func aTextOfSubjectsHasOneForm() {
        let ids = subjects.map(\.canonical)
        for text in ["", "[", "[]x", "[ ]", #"["\#(ids[0])", "\#(ids[1])"]"#, #"["\#(ids[0])"}"#, "null"] {
            #expect(Array(text.utf8).withUnsafeBytes { AuditSubjects.ids($0) } == nil, "\(text)")
        }
        for count in 0...subjects.count {
            let some = Array(subjects.prefix(count))
            #expect(AuditSubjects.text(some).withUnsafeBytes { AuditSubjects.ids($0) } == some)
        }
    }
}
