import Dispatch
import SQLite
import Synchronization
import Testing

@testable import KithService

/// What was served comes into the trail, in order and in time; where it cannot, nothing more is served.
@Suite struct AuditQueueTests {
    private let bench: TrailBench

    init() throws { bench = try TrailBench() }

    private static let broken = """
        CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END
        """

    @Test func whatIsRecordedIsWrittenInOrderWithinASecond() throws {
        for route in ["a", "b"] { try bench.queue.record(bench.entry(route)) }
        bench.alarm.advance(milliseconds: AuditQueue.gatherMilliseconds - 1)
        try bench.queue.record(bench.entry("c"))
        try bench.settle()
        #expect(try bench.routes() == [])
        bench.alarm.advance(milliseconds: 1)
        try bench.settle()
        #expect(try bench.routes() == ["a", "b", "c"])
        #expect(bench.queue.count == 0)
        #expect(AuditQueue.gatherMilliseconds < 1000)
        // The alarm is set again by the next one.
        try bench.queue.record(bench.entry("d"))
        try bench.ring()
        #expect(try bench.routes() == ["a", "b", "c", "d"])
        #expect(try bench.verify().fault == nil)
    }

    @Test func manyDoNotWaitForTheAlarm() throws {
        for _ in 0..<AuditQueue.gatherCount { try bench.queue.record(bench.entry("a")) }
        try bench.settle()
        #expect(try bench.lines().count == AuditQueue.gatherCount)
    }

    @Test func aWriteComesBehindWhatWasReadBeforeIt() throws {
        for route in ["a", "b"] { try bench.queue.record(bench.entry(route)) }
        try bench.write("W").get()
        #expect(try bench.routes() == ["a", "b", "W"])
        try bench.queue.record(bench.entry("c"))
        try bench.write("X").get()
        try bench.ring()
        #expect(try bench.routes() == ["a", "b", "W", "c", "X"])
    }

    /// Works share a commit, and each can be undone alone: what it carried goes with a later one.
    @Test func aWorkThatIsUndoneLosesNoRead() throws {
        let gate = try bench.holdWriter()
        let group = DispatchGroup()
        for (route, isUndone) in [("W", false), ("X", true), ("Y", true), ("Z", false)] {
            try bench.queue.record(bench.entry("before \(route)"))
            group.enter()
            let entry = bench.entry(route)
            try bench.queue.write({ _ in if isUndone { throw TrailBench.Undone() } }, entries: { _ in [entry] }) {
                result in
                #expect(((try? result.get()) == nil) == isUndone)
                group.leave()
            }
        }
        gate.signal()
        group.wait()
        let reads = ["before W", "before X", "before Y", "before Z"]
        // All four reads were recorded before the first work ran, and go with it.
        #expect(try bench.routes() == reads + ["W", "Z"])

        try bench.queue.record(bench.entry("a"))
        #expect(throws: TrailBench.Undone.self) { try bench.write("U") { _ in throw TrailBench.Undone() }.get() }
        #expect(try bench.routes().count == 6)
        #expect(bench.queue.count == 1 && bench.queue.takesEntries, "the work failed, and not the trail")
        try bench.ring()
        #expect(try bench.routes() == reads + ["W", "Z", "a"])
        #expect(try bench.verify().fault == nil && bench.faults.count == 0)
    }

    @Test func whereTheTrailCannotBeWrittenNothingIsServedUntilItCan() throws {
        try bench.tamper(Self.broken)
        try bench.queue.record(bench.entry("a"))
        try bench.ring()
        #expect(throws: AuditUnavailable.self) { try bench.queue.record(bench.entry("refused")) }
        #expect(!bench.queue.takesEntries && bench.queue.count == 1)
        for _ in 0..<3 { try bench.ring() }
        #expect(bench.faults.count == 1, "the operator is told once")
        #expect(throws: AuditUnavailable.self) { try bench.queue.record(bench.entry("refused")) }
        try bench.tamper("DROP TRIGGER broken")
        try bench.ring()
        try bench.queue.record(bench.entry("b"))
        try bench.ring()
        #expect(try bench.routes() == ["a", "b"])
    }

    @Test func aWriteWithoutItsRowIsNone() throws {
        try bench.tamper("CREATE TABLE done (id INTEGER); " + Self.broken)
        let work: @Sendable (WriteTransaction) throws -> Void = { try $0.db.run("INSERT INTO done VALUES (1)") }
        let refused = try bench.write("W", work)
        let fault = #expect(throws: AuditUnavailable.self) { try refused.get() }
        let db = try Connection(path: bench.path, options: .reader)
        #expect(try !db.exists("SELECT 1 FROM done"))
        // The refusal itself is kept, and is what the trail is tried with.
        bench.queue.keep(bench.entry("W", outcome: 503), try #require(fault))
        #expect(throws: AuditUnavailable.self) { try bench.queue.record(bench.entry("refused")) }
        try bench.tamper("DROP TRIGGER broken")
        try bench.ring()
        #expect(bench.queue.takesEntries)
        #expect(try bench.lines() == [TrailBench.Line(seq: 1, route: "W", outcome: 503)])
        try bench.write("X", work).get()
        #expect(try db.exists("SELECT 1 FROM done"))
        #expect(try bench.routes() == ["W", "X"])
    }

    /// Another process holds the database: not even a transaction can be begun.
    @Test func aDatabaseThatIsHeldIsWaitedFor() throws {
        var options = Writer.Options()
        options.connection.busyTimeoutMilliseconds = 1
        let bench = try TrailBench(options: options)
        let other = try Connection(path: bench.path, options: .init(.write))
        try bench.queue.record(bench.entry("a"))
        try other.transaction {
            bench.alarm.advance(milliseconds: AuditQueue.gatherMilliseconds)
            #expect(throws: (any Error).self) { try bench.settle() }
            #expect(throws: AuditUnavailable.self) { try bench.queue.record(bench.entry("refused")) }
        }
        try bench.ring()
        #expect(bench.queue.takesEntries)
        #expect(try bench.routes() == ["a"])
    }

    @Test func aFullQueueRefuses() throws {
        let gate = try bench.holdWriter()
        for _ in 0..<AuditQueue.countMax { try bench.queue.record(bench.entry("a")) }
        #expect(throws: AuditUnavailable.self) { try bench.queue.record(bench.entry("refused")) }
        gate.signal()
        try bench.settle()
        try bench.queue.record(bench.entry("b"))
        try bench.ring()
        #expect(try bench.lines().count == AuditQueue.countMax + 1)
        #expect(try bench.verify().fault == nil)
    }

    @Test func aWriterThatHangsRefuses() throws {
        let gate = try bench.holdWriter()
        try bench.queue.record(bench.entry("a"))
        bench.alarm.advance(milliseconds: AuditQueue.overdueMilliseconds)
        try bench.queue.record(bench.entry("b"))
        bench.alarm.advance(milliseconds: 1)
        #expect(throws: AuditUnavailable.self) { try bench.queue.record(bench.entry("refused")) }
        gate.signal()
        try bench.ring()
        try bench.queue.record(bench.entry("c"))
        try bench.ring()
        #expect(try bench.routes() == ["a", "b", "c"])
    }

    @Test func whatWaitsIsWrittenBeforeTheEnd() throws {
        for route in ["a", "b"] { try bench.queue.record(bench.entry(route)) }
        bench.queue.close()
        bench.database.close()
        #expect(try bench.routes() == ["a", "b"])
        #expect(bench.queue.count == 0)
    }

    @Test func manyThreadsWriteOneTrail() throws {
        let (threads, each) = (8, 400)
        let bench = bench
        let failures = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
            for index in 0..<each {
                do {
                    if index % 10 == 9 {
                        let isUndone = index % 20 == 19
                        let result = try bench.write("\(thread) \(index)") { _ in
                            if isUndone { throw TrailBench.Undone() }
                        }
                        if isUndone != ((try? result.get()) == nil) { failures.withLock { $0 += 1 } }
                    } else {
                        try bench.queue.record(bench.entry("\(thread) \(index)"))
                    }
                } catch {
                    failures.withLock { $0 += 1 }
                }
            }
        }
        try bench.ring()
        #expect(failures.withLock { $0 } == 0)
        let routes = try bench.routes()
        for thread in 0..<threads {
            let expected = (0..<each).filter { $0 % 20 != 19 }.map { "\(thread) \($0)" }
            #expect(routes.filter { $0.hasPrefix("\(thread) ") } == expected, "each thread's own order is kept")
        }
        #expect(routes.count == threads * each * 19 / 20)
        #expect(try bench.verify(try bench.head()).fault == nil)
    }
}
