import SQLite
import Testing

@testable import KithService

/// Every row about a record is found by it, and whatever hides one is named.
@Suite struct AuditFilingTests {
    private static let noTriggers =
        "DROP TRIGGER audit_filed_is_never_changed; DROP TRIGGER audit_filed_is_never_deleted;"

    private let bench: TrailBench
    private let people: [ID]

    /// Two blocks that are filed, and some rows of a third.
    ///
    /// Each row is about one person in turn; every tenth is about all of them, and each behind a hundredth about two.
    init() throws {
        let bench = try TrailBench()
        people = (0..<7).map { _ in bench.ids.next() }
        self.bench = bench
        let people = people
        let rows = 2 * Int(AuditFiling.rowCount) + 100
        let entries = (1...rows).map { seq in
            let some = seq % 100 == 1 ? Array(people.prefix(2)) : [people[seq % people.count]]
            return bench.entry("row \(seq)", seq.isMultiple(of: 10) ? people : some)
        }
        for start in stride(from: 0, to: rows, by: 300) { try bench.append(Array(entries[start...].prefix(300))) }
    }

    private func seqs(about subject: ID) throws -> [Int64] {
        let about = AuditStore.about(subject)
        var seqs: [Int64] = []
        let db = try Connection(path: bench.path, options: .reader)
        try db.queryText("SELECT seq FROM audit WHERE \(about.sql) ORDER BY seq", about.arguments) { row in
            seqs.append(row.int(0))
        }
        return seqs
    }

    /// What is found after a change that is then undone.
    private func fault(after sql: String) throws -> AuditFault? {
        let db = try Connection(path: bench.path, options: .init(.write))
        var fault: AuditFault?
        do {
            try db.transaction {
                try db.script(Self.noTriggers + sql)
                fault = try AuditWalk.verify(db, against: nil).fault
                throw TrailBench.Undone()
            }
        } catch is TrailBench.Undone {}
        return fault
    }

    /// Alone or in a set, in a block that is filed or in the last one.
    @Test func everyRowAboutARecordIsFound() throws {
        #expect(try bench.verify().fault == nil)
        let last = 2 * AuditFiling.rowCount + 100
        for (index, person) in people.enumerated() {
            let expected = (1...last).filter {
                if $0 % 100 == 1 { return index < 2 }
                return $0.isMultiple(of: 10) || $0 % Int64(people.count) == Int64(index)
            }
            #expect(try seqs(about: person) == expected)
        }
        #expect(try seqs(about: bench.ids.next()) == [])
    }

    /// A list that is opened again and again is kept and filed once a block.
    @Test func aSetIsKeptOnceABlock() throws {
        let db = try Connection(path: bench.path, options: .reader)
        #expect(try db.one("SELECT COUNT(*) FROM audit_sets") { $0.int(0) } == 3)
        let filed: SQL = "SELECT COUNT(*) FROM audit_filed"
        #expect(try db.one(filed) { $0.int(0) } == 2 * Int64(people.count + 1))
        let sets: SQL = "SELECT COUNT(*) FROM audit_filed WHERE block = 1 AND sets = '[1030]'"
        #expect(try db.one(sets) { $0.int(0) } == Int64(people.count))
    }

    @Test func aRowThatIsHiddenIsNamed() throws {
        let person = people[3]
        let filed = "audit_filed WHERE block = 1 AND what = '\(person)'"
        // Its first row in the second block is 1025 or soon after; 1030 is the first about all.
        let first = try #require((1025...).first { $0 % people.count == 3 && $0 % 10 > 1 })
        let second = try #require(((first + 1)...).first { $0 % people.count == 3 && $0 % 10 > 1 })
        #expect(try fault(after: "DELETE FROM \(filed);") == AuditFault(Int64(min(first, 1030)), .misfiled))
        for (column, hidden) in [("seqs", first), ("sets", 1030)] {
            let sql = "UPDATE audit_filed SET \(column) = '[]' WHERE block = 1 AND what = '\(person)';"
            #expect(try fault(after: sql) == AuditFault(Int64(hidden), .misfiled))
        }
        let one = """
            UPDATE audit_filed SET seqs = replace(seqs, ',\(second),', ',') WHERE block = 1 AND what = '\(person)';
            """
        #expect(try fault(after: one) == AuditFault(Int64(second), .misfiled))
        let set = "UPDATE audit_filed SET seqs = replace(seqs, ',1040,', ',') WHERE block = 1 AND length(what) = 64;"
        #expect(try fault(after: set) == AuditFault(1040, .misfiled))
        let order = "UPDATE audit_filed SET seqs = replace(seqs, ',1040,', ', 1040,') WHERE length(what) = 64;"
        #expect(try fault(after: order) == AuditFault(1030, .misfiled))
        let moved = "UPDATE audit_filed SET block = 7 WHERE block = 1 AND what = '\(person)';"
        #expect(try fault(after: moved) == AuditFault(Int64(min(first, 1030)), .misfiled))
    }

    @Test func aRowThatIsFiledWhereItDoesNotBelongIsNamed() throws {
        let wrong = "INSERT INTO audit_filed VALUES (0, '\(bench.ids.next())', '[17]', '[]');"
        #expect(try fault(after: wrong) == AuditFault(17, .misfiled))
        let added = "UPDATE audit_filed SET seqs = '[2,' || substr(seqs, 2) WHERE block = 0 AND what = '\(people[1])';"
        #expect(try fault(after: added) == AuditFault(2, .misfiled))
        let senseless = "INSERT INTO audit_filed VALUES (1, 'x', '', '');"
        #expect(try fault(after: senseless) == AuditFault(1025, .misfiled))
        let early = "INSERT INTO audit_filed VALUES (2, '\(people[0])', '[2050]', '[]');"
        #expect(try fault(after: early) == AuditFault(2149, .missing))
    }

    /// What is filed of rows that were cut off tells of them, without an anchor.
    @Test func anEndThatIsCutOffWithinWhatIsFiledIsFound() throws {
        #expect(try fault(after: cut(2048)) == nil)
        #expect(try fault(after: cut(2047)) == AuditFault(2048, .missing))
        #expect(try fault(after: cut(0)) == AuditFault(1, .missing))
    }

    private func cut(_ left: Int) -> String {
        "DROP TRIGGER audit_is_never_deleted; DELETE FROM audit WHERE seq > \(left);"
    }

    /// Rows of several processes, and rows that were undone, are filed as they are.
    @Test func aBlockIsFiledByWhoeverWritesItsLastRow() throws {
        let bench = bench
        let rest = Int(AuditFiling.rowCount) - 100
        let entries = (0..<rest).map { bench.entry("more \($0)", [people[0]]) }
        #expect(throws: TrailBench.Undone.self) {
            try bench.database.perform(bench.clock, bench.ids) { transaction in
                try AuditStore.append(entries, transaction.db)
                throw TrailBench.Undone()
            }
        }
        let other = try Database(path: bench.path) { _ in }
        defer { other.close() }
        try bench.append(Array(entries.dropLast()))
        #expect(try bench.verify().fault == nil)
        let last = entries.suffix(1)
        _ = try other.perform(bench.clock, bench.ids) { try AuditStore.append(last, $0.db) }
        #expect(try bench.verify().fault == nil)
        #expect(try seqs(about: people[0]).suffix(rest) == Array(Int64(2149)...Int64(2148 + rest)))
    }
}
