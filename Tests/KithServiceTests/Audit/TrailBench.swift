import Dispatch
import Glibc
import Migrations
import SQLite
import Synchronization
import Testing

@testable import KithService

/// A trail in a database of its own, with a queue before it and a time that is moved by hand.
final class TrailBench: Sendable {
    /// A row as the tests compare it.
    struct Line: Equatable {
        let seq: Int64
        let route: String
        let outcome: Int64
    }

    struct Undone: Error {}

    /// The faults that the operator was told of.
    final class ToldFaults: Sendable {
        private let faults = Mutex<[String]>([])

        var count: Int { faults.withLock { $0.count } }

        func note(_ fault: any Error) { faults.withLock { $0.append("\(fault)") } }
    }

    let database: Database
    let queue: AuditQueue
    let alarm = ManualAlarm()
    let clock: ManualClock
    let ids: SeededIDSource
    let path: String
    let worker: Access
    /// What the operator was told of the trail.
    let faults = ToldFaults()
    private let folder: String

    init(options: Writer.Options = Writer.Options()) throws {
        var template = Array("/tmp/kith-trail-XXXXXX".utf8CString)
        _ = try #require(mkdtemp(&template))
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = folder + "/trail.db"
        try Migrator(Migrations.all).apply(path: path, now: TestService.start)
        clock = ManualClock(try Instant(TestService.start))
        ids = SeededIDSource(seed: 11, clock: clock)
        worker = Access(worker: ids.next(), role: .practitioner, token: ids.next())
        database = try Database(path: path, options: options) { _ in }
        queue = AuditQueue(database: database, clock: clock, ids: ids, alarm: alarm) { [faults] in faults.note($0) }
    }

    deinit {
        database.close()
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
        rmdir(folder)
    }

    /// An entry that is told from others by its route.
    func entry(_ route: String, _ subjects: [ID] = [], outcome: Int = 200) -> AuditEntry {
        AuditEntry(
            request: ids.next(), at: clock.now(), by: worker(for: subjects.last), purpose: "direct_support",
            reason: "Asked by the family", method: "GET", route: route, subjects: subjects, outcome: outcome)
    }

    /// The worker, or whom their front end acts for.
    private func worker(for other: ID?) -> Access {
        guard let other else { return worker }
        return Access(worker: other, role: .practitioner, token: worker.token, account: worker.worker)
    }

    /// Adds entries in one transaction.
    func append(_ entries: [AuditEntry]) throws {
        try database.perform(clock, ids) { try AuditStore.append(entries, $0.db) }
    }

    /// Hands the queue a write whose row has that route, and waits for what becomes of it.
    func write(
        _ route: String, _ work: @escaping @Sendable (WriteTransaction) throws -> Void = { _ in }
    ) throws -> Result<Void, any Error> {
        let done = DispatchSemaphore(value: 0)
        let outcome = Mutex<Result<Void, any Error>?>(nil)
        let entry = entry(route)
        try queue.write(work, entries: { _ in [entry] }) { result in
            outcome.withLock { $0 = result }
            done.signal()
        }
        done.wait()
        return try #require(outcome.withLock { $0 })
    }

    /// How many bytes the database holds.
    func size() throws -> Int {
        let sql: SQL = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        return Int(try Connection(path: path, options: .reader).one(sql) { $0.int(0) } ?? 0)
    }

    /// Waits until the writer has done all that it was handed before.
    func settle() throws {
        _ = try database.perform(clock, ids) { _ in 0 }
    }

    /// Lets the alarm ring, and waits for what it began.
    func ring() throws {
        alarm.advance(milliseconds: AuditQueue.gatherMilliseconds)
        try settle()
    }

    /// Keeps the writer from going on until the semaphore is signalled.
    func holdWriter() throws -> DispatchSemaphore {
        let gate = DispatchSemaphore(value: 0)
        let isHeld = DispatchSemaphore(value: 0)
        try database.write(clock, ids) { _ in
            isHeld.signal()
            gate.wait()
        } completion: { (_: Result<Void, any Error>) in
        }
        isHeld.wait()
        return gate
    }

    /// Runs SQL on a connection of its own, as somebody could who has the file.
    func tamper(_ sql: String) throws {
        try Connection(path: path, options: .init(.write)).script(sql)
    }

    /// The rows of the trail.
    func lines() throws -> [Line] {
        var lines: [Line] = []
        try Connection(path: path, options: .reader).query("SELECT seq, route, outcome FROM audit ORDER BY seq") {
            lines.append(Line(seq: $0.int(0), route: $0.string(1), outcome: $0.int(2)))
        }
        return lines
    }

    /// The routes of the rows, in order.
    func routes() throws -> [String] { try lines().map(\.route) }

    /// Walks the trail.
    func verify(_ anchor: AuditAnchor? = nil) throws -> AuditReport {
        try AuditWalk.verify(try Connection(path: path, options: .reader), against: anchor)
    }

    /// The last row.
    func head() throws -> AuditAnchor {
        try AuditStore.head(try Connection(path: path, options: .reader))
    }
}
