import SQLite
import Testing

@testable import KithService

/// Whatever is done to a trail is found, and the first row that it was done to is named.
@Suite struct AuditChainTests {
    private static let rowCount = 6
    private static let noTriggers = """
        DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_deleted;
        DROP TRIGGER audit_sets_are_never_changed; DROP TRIGGER audit_sets_are_never_deleted;
        DROP TRIGGER audit_filed_is_never_changed; DROP TRIGGER audit_filed_is_never_deleted;
        """
    /// What a trail can be given in the place of what it has, whatever the column.
    private static let changes: [(column: String, value: String)] = [
        ("at", "'2026-11-21T09:30:01Z'"), ("request", "upper(request)"), ("token", "NULL"), ("token", "worker"),
        ("worker", "NULL"), ("worker", "token"), ("on_behalf_of", "NULL"), ("on_behalf_of", "''"),
        ("purpose", "NULL"), ("purpose", "purpose || reason"), ("reason", "NULL"), ("reason", "''"),
        ("method", "'HEAD'"), ("route", "route || '/'"), ("subjects", "NULL"), ("subjects", "request"),
        ("subjects", "request || ' ' || request"),
        ("subjects", "upper(subjects)"), ("subjects", "''"), ("outcome", "404"), ("hash", "zeroblob(32)"),
    ]

    private let bench: TrailBench
    private let subjects: [ID]

    /// A trail of six rows, written in three transactions.
    init() throws {
        let bench = try TrailBench()
        subjects = (0..<Self.rowCount).map { _ in bench.ids.next() }
        let entries = subjects.map { bench.entry("/v1/people", [$0] + (0..<5).map { _ in bench.ids.next() }) }
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
        let throughFrontEnd = Access(worker: ids[3], role: .practitioner, token: ids[1], account: ids[2])
        let first = AuditEntry(
            request: ids[0], at: .epoch, by: token, method: "GET", route: "/v1/people/{id}", subjects: [ids[3]],
            outcome: 200)
        let second = AuditEntry(
            request: ids[0], at: .epoch, by: throughFrontEnd, purpose: "safeguarding",
            reason: "Zoë asked", method: "KITH", route: "kith token create", subjects: [ids[3], ids[2], ids[3]],
            outcome: 404)
        try bench.append([first])
        #expect(
            try bench.head().description == "1:7d4a0b7eacc255ebf872523c8fac2177e8a6b3a0538198f06cad91d12b9bd842")
        try bench.append([second])
        #expect(
            try bench.head().description == "2:e0b224f5acb07fd19505783f30a0be8d27520928879bf3ac1a416da894d5ea12")
        let third = AuditEntry(
            request: ids[0], at: .epoch, by: .operatorOfTheFile, method: "KITH", route: "kith import open-referral",
            subjects: [], outcome: 200)
        try bench.append([third])
        #expect(
            try bench.head().description == "3:12a4e8c8a8bee90b40a216e0fa3cc15df7dac9c5462d34a30a989bd8c15cfa62")
        let more = (0..<9).map { ID(high: ids[0].high, low: ids[0].low + $0) }
        let fourth = AuditEntry(
            request: ids[0], at: .epoch, by: .operatorOfTheFile, method: "GET", route: "/v1/people", subjects: more,
            outcome: 200)
        try bench.append([fourth])
        #expect(
            try bench.head().description == "4:8e7b6522601223bf9d84f8f94119cccba8a325789d8100982ac4fc83e9474d6c")
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
        // Without an anchor nobody can know that there was one more.
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
                NULL, outcome, hash FROM audit WHERE seq = \(seq + 1);
            """
        #expect(try fault(after: sql) == AuditFault(seq, .outOfOrder, foundAt: seq + 1))
    }

    @Test(arguments: 0..<6) func anEndThatIsCutOffIsFoundByTheAnchor(left: Int64) throws {
        let sql = "DELETE FROM audit WHERE seq > \(left);"
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

    /// Which records a row is about is in the hash of its set.
    @Test(arguments: 1...6) func aSetThatIsNotWhatItWasIsNamed(seq: Int64) throws {
        let other = seq == 6 ? 5 : seq + 1
        let (this, that) = ("(SELECT subjects FROM audit WHERE seq = \(seq))", "SELECT subjects FROM audit WHERE seq")
        let text = "(SELECT subjects FROM audit_sets WHERE hash = (\(that) = \(other)))"
        let changes = [
            "DELETE FROM audit_sets WHERE hash = \(this);",
            "UPDATE audit_sets SET hash = upper(hash) WHERE hash = \(this);",
            "UPDATE audit_sets SET subjects = '[]' WHERE hash = \(this);",
            "UPDATE audit_sets SET subjects = subjects || ' ' WHERE hash = \(this);",
            "UPDATE audit_sets SET subjects = \(text) WHERE hash = \(this);",
            // One member for another, and the two in another order.
            """
            UPDATE audit_sets SET subjects = replace(subjects, '\(subjects[Int(seq) - 1])', '\(bench.ids.next())')
            WHERE hash = \(this);
            """,
            """
            UPDATE audit_sets SET subjects = '["' || substr(subjects, 42, 36) || '","' || substr(subjects, 3, 36)
                || substr(subjects, 78)
            WHERE hash = \(this);
            """,
        ]
        for sql in changes { #expect(try fault(after: sql) == AuditFault(seq, .misfiled), "\(sql)") }
        let swap = """
            CREATE TEMP TABLE kept AS SELECT hash, subjects FROM audit_sets;
            UPDATE audit_sets SET subjects = (SELECT subjects FROM kept WHERE kept.hash = (\(that) = \(other)))
            WHERE hash = \(this);
            UPDATE audit_sets SET subjects = (SELECT subjects FROM kept WHERE kept.hash = \(this))
            WHERE hash = (\(that) = \(other));
            DROP TABLE kept;
            """
        #expect(try fault(after: swap) == AuditFault(min(seq, other), .misfiled))
    }

    @Test(arguments: [
        "UPDATE audit SET outcome = 200", "DELETE FROM audit", "UPDATE audit_sets SET subjects = '[]'",
        "DELETE FROM audit_sets", "UPDATE audit_filed SET seqs = '[]'", "DELETE FROM audit_filed",
    ])
    func theDatabaseItselfRefusesToChangeIt(sql: String) throws {
        try bench.append((0..<AuditFiling.rowCount).map { _ in bench.entry("/v1/people", subjects) })
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
            _ = try other.perform(bench.clock, bench.ids) { try AuditStore.append([entry], $0.db) }
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
