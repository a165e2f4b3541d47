import Glibc
import SQLite
import Testing

@testable import KithService

/// Random operations against a plain model of casework: each answer, and everything that each worker may read, is what
/// the model says.
///
/// `KITH_MODEL_OPERATIONS` says how many operations a seed does, `KITH_MODEL_SEED` which one seed is played.
struct ModelTests {
    /// How many operations one seed does: an hour at a busy desk, over all of them.
    private static let operations = number("KITH_MODEL_OPERATIONS") ?? 1000
    static let seeds: [UInt64] = number("KITH_MODEL_SEED").map { [UInt64($0)] } ?? [1, 2, 3, 4]
    /// After how many operations somebody reads everything.
    private static let readingEvery = 50
    /// Which share of the records is read one by one in the end.
    private static let share = 2

    @Test(arguments: ModelTests.seeds) func theServiceDoesWhatTheModelSays(_ seed: UInt64) throws {
        var desk = try Desk(seed: seed)
        var isReading = false
        do {
            while desk.done < Self.operations {
                try desk.work()
                guard desk.done % Self.readingEvery == 0 else { continue }
                isReading = true
                let workers = desk.model.workers.filter(\.value.worksWithPeople).keys.sorted()
                try desk.readAll(as: workers[desk.done / Self.readingEvery % workers.count], share: 4 * Self.share)
                isReading = false
            }
            isReading = true
            try desk.readAll(share: Self.share)
            try desk.readSummaries()
            #expect(try RecordCheck.faults(Connection(path: desk.test.path, options: .reader)) == [])
            // Most is done, and what is refused is refused for many a reason: otherwise little was compared.
            let refused = desk.refusals.values.reduce(0, +)
            #expect(refused * 3 < desk.done * 2 && desk.refusals.count >= 10, "\(desk.refusals) of \(desk.done)")
        } catch let difference as Desk.Difference {
            let first = isReading ? try Self.first(seed, desk.done) : ""
            Issue.record("seed \(seed), \(desk.report)\n\(difference)\n\(first)")
        }
    }

    /// Plays the same again, and reads all as everybody after ever more of it: so the operations are found that leave
    /// the difference.
    private static func first(_ seed: UInt64, _ count: Int) throws -> String {
        var desk = try Desk(seed: seed)
        do {
            while desk.done < count {
                try desk.work()
                if desk.done % (readingEvery / 2) == 0 { try desk.readAll(share: share) }
            }
        } catch let difference as Desk.Difference {
            return "It differs first \(desk.report)\n\(difference)"
        }
        return "Played again, nothing differs."
    }

    private static func number(_ name: String) -> Int? {
        getenv(name).flatMap { Int(String(cString: $0)) }
    }
}
