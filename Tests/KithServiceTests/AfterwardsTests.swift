import SQLite
import Testing

@testable import KithService

/// What stands behind an answer is done later, in order, some at a time, and only where the work was committed.
@Suite struct AfterwardsTests {
    private struct Undone: Error {}

    private let test: TestService

    init() throws { test = try TestService() }

    private func write(leaving count: Int, fails: Bool = false) throws {
        try test.service.database.perform(test.clock, test.service.ids) { transaction in
            for index in 0..<count {
                transaction.afterwards.add { later in
                    try later.db.run("INSERT INTO secrets (name, key) VALUES ($1, zeroblob(32))", "later \(index)")
                }
            }
            if fails { throw Undone() }
        }
    }

    private func doneCount() throws -> Int64? {
        try test.service.database.perform(test.clock, test.service.ids) { transaction in
            try transaction.db.one("SELECT count(*) FROM secrets WHERE name LIKE 'later %'") { $0.int(0) }
        }
    }

    @Test func itWaitsForTheAlarm() throws {
        try write(leaving: 3)
        test.alarm.advance(milliseconds: AfterwardsQueue.gatherMilliseconds - 1)
        #expect(try doneCount() == 0)
        test.alarm.advance(milliseconds: 1)
        #expect(try doneCount() == 3)
    }

    @Test func muchIsDoneSomeAtATime() throws {
        let most = AfterwardsQueue.atOnceMax
        try write(leaving: 2 * most + 1)
        test.alarm.advance(milliseconds: AfterwardsQueue.gatherMilliseconds)
        #expect(try doneCount() == Int64(most))
        test.alarm.advance(milliseconds: AfterwardsQueue.pauseMilliseconds)
        #expect(try doneCount() == Int64(2 * most))
        test.alarm.advance(milliseconds: AfterwardsQueue.pauseMilliseconds)
        #expect(try doneCount() == Int64(2 * most + 1))
        test.alarm.advance(milliseconds: AfterwardsQueue.pauseMilliseconds)
        #expect(try doneCount() == Int64(2 * most + 1))
    }

    @Test func whatWasUndoneLeavesNothing() throws {
        #expect(throws: Undone.self) { try write(leaving: 3, fails: true) }
        test.alarm.advance(milliseconds: AfterwardsQueue.gatherMilliseconds)
        #expect(try doneCount() == 0)
    }

    @Test func aStopDoesTheRest() throws {
        try write(leaving: AfterwardsQueue.atOnceMax + 1)
        test.service.close()
        let db = try Connection(path: test.path, options: .reader)
        let count = try db.one("SELECT count(*) FROM secrets WHERE name LIKE 'later %'") { $0.int(0) }
        #expect(count == Int64(AfterwardsQueue.atOnceMax + 1))
    }
}
