import JSON
import SQLite
import Testing

@testable import KithService

/// Whatever was recorded before, and whatever is written while two are one: once that is undone, the database is what
/// it would be had they never been one.
@Suite struct MergePropertyTests {
    private static let rounds = 500

    /// What came of one round.
    private enum Outcome: Hashable {
        case equal, refused(String)
        case differs([String])
    }

    /// Thrown so that a round leaves nothing behind.
    private struct Done: Error {
        let outcome: Outcome
    }

    private func merge(
        _ merged: ID, into kept: ID, _ world: RandomMerges, _ transaction: WriteTransaction
    ) throws -> ID {
        var draft = Draft<Merge>()
        draft[Merge.kept] = kept
        draft[Merge.merged] = merged
        draft[Merge.reason] = "The same."
        return try MergeStore.create(draft, by: world.access, transaction)
    }

    private func undo(_ merge: ID, _ world: RandomMerges, _ transaction: WriteTransaction) throws {
        try MergeStore.undo(merge, version: 1, by: world.access, transaction)
    }

    /// Writes while the two are one, or as if they were not: about the kept one and others, never about the merged one.
    private func writeSince(_ seed: UInt64, _ world: RandomMerges, without gone: [ID]) throws {
        var random = SeededGenerator(seed: seed)
        let (transaction, others) = (world.transaction(seed), world.people.filter { !gone.contains($0) })
        for _ in 0..<8 {
            if Bool.random(using: &random) {
                try world.write(&random, about: others, transaction)
            } else {
                // Somebody whom neither the kept nor the merged record is.
                try world.change(&random, adding: world.people[5], transaction)
            }
        }
    }

    private func round(
        _ seed: UInt64, _ access: Access, _ outer: WriteTransaction, _ clock: ManualClock
    ) throws -> Outcome {
        var random = SeededGenerator(seed: seed)
        var world = RandomMerges(access, outer, clock)
        try world.begin(&random, world.transaction(seed))
        let (kept, merged, third) = (world.people[0], world.people[1], world.people[2])
        var earlier: [ID] = []
        // One that was merged before, into either.
        if Int.random(in: 0..<3, using: &random) == 0 {
            for _ in 0..<4 { try world.write(&random, about: world.people, world.transaction(random.next())) }
            let into = Bool.random(using: &random) ? kept : merged
            do {
                _ = try merge(world.people[3], into: into, world, world.transaction(seed + 2))
                earlier = [world.people[3]]
            } catch AppError.conflict(let code, _) {
                return .refused(code.rawValue)
            }
        }
        let there = world.people.filter { !earlier.contains($0) }
        for _ in 0..<12 { try world.write(&random, about: there, world.transaction(random.next())) }
        let db = outer.db
        let isChain = Bool.random(using: &random)
        let expected = try modelled(db) {
            try writeSince(seed + 10, world, without: earlier + [merged])
            if isChain { try writeSince(seed + 11, world, without: earlier + [merged, kept]) }
        }
        do {
            let first = try merge(merged, into: kept, world, world.transaction(seed + 20))
            try writeSince(seed + 10, world, without: earlier + [merged])
            guard try RecordCheck.faults(db).isEmpty else { return .differs(try RecordCheck.faults(db)) }
            if isChain {
                let second = try merge(kept, into: third, world, world.transaction(seed + 21))
                try writeSince(seed + 11, world, without: earlier + [merged, kept])
                guard try RecordCheck.faults(db).isEmpty else { return .differs(try RecordCheck.faults(db)) }
                try undo(second, world, world.transaction(seed + 22))
            }
            try undo(first, world, world.transaction(seed + 23))
        } catch AppError.conflict(let code, _) {
            return .refused(code.rawValue)
        }
        guard try RecordCheck.faults(db).isEmpty else { return .differs(try RecordCheck.faults(db)) }
        let held = try TableDump.records(db)
        guard held != expected else { return .equal }
        return .differs(
            Set(held).subtracting(expected).sorted().map { "+ \($0)" }
                + Set(expected).subtracting(held).sorted().map { "- \($0)" })
    }

    /// What the records are once something is written, which is then taken back.
    private func modelled(_ db: Connection, _ write: () throws -> Void) throws -> [String] {
        let modelled = #expect(throws: Modelled.self) {
            try db.savepoint {
                try write()
                throw Modelled(lines: try TableDump.records(db))
            }
        }
        return try #require(modelled).lines
    }

    /// Thrown so that what was written for the model is taken back.
    private struct Modelled: Error {
        let lines: [String]
    }

    @Test func undoneItIsAsIfTheyHadNeverBeenOne() throws {
        let test = try TestService()
        let access = Access(worker: test.workers[.practitioner], role: .practitioner, token: nil)
        var outcomes: [Outcome: Int] = [:]
        for seed in 0..<UInt64(Self.rounds) {
            let done = #expect(throws: Done.self) {
                try test.service.database.perform(test.clock, test.service.ids) { [clock = test.clock] transaction in
                    throw Done(outcome: try self.round(seed * 1000, access, transaction, clock))
                }
            }
            let outcome = try #require(done?.outcome)
            if case .differs(let lines) = outcome {
                Issue.record("round \(seed): \(lines.prefix(12).joined(separator: "\n"))")
                return
            }
            outcomes[outcome, default: 0] += 1
        }
        #expect((outcomes[.equal] ?? 0) >= 300, "\(outcomes)")
    }
}
