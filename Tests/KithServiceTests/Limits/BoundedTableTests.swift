import Testing

@testable import KithService

/// What is remembered of callers, in as much room as there was at the start.
@Suite struct BoundedTableTests {
    private func key(_ number: Int) -> BoundedTable<Int>.Key {
        BoundedTable<Int>.Key(high: 0, low: UInt64(number))
    }

    @Test func anEntryIsFoundAgain() {
        var table = BoundedTable<Int>(countMin: 64, value: 7)
        #expect(table.find(key(1), hash: 1) == nil)
        let fresh = table.update(key(1), hash: 1) { entry in
            defer { (entry.rank, entry.value) = (5, 8) }
            return (entry.rank, entry.value)
        }
        #expect(fresh == (.min, 7))
        #expect(table.find(key(1), hash: 1)?.value == 8)
        #expect(table.update(key(1), hash: 1) { $0.rank } == 5)
        table.remove(key(1), hash: 1)
        #expect(table.find(key(1), hash: 1) == nil)
        // The key of a free place is nobody's.
        #expect(table.find(key(0), hash: 0) == nil)
    }

    /// Eight entries of one hash stay; with the ninth the one of least rank goes.
    @Test func theEntryOfLeastRankIsForgotten() {
        var table = BoundedTable<Int>(countMin: 64, value: 0)
        for number in 1...8 { table.update(key(number), hash: 3) { $0.rank = Int64(10 + (number * 5) % 8) } }
        table.update(key(9), hash: 3) { $0.rank = 100 }
        let kept = (1...9).filter { table.find(key($0), hash: 3) != nil }
        #expect(kept == [1, 2, 3, 4, 5, 6, 7, 9])
    }

    /// Of any keys in any order: what is there is what was put there last, and there is never more room.
    @Test func itNeverGrows() {
        var table = BoundedTable<Int>(countMin: 100, value: 0)
        let room = table.countMax
        #expect(room >= 100)
        for number in 1...20_000 {
            let key = key(number % 977)
            table.update(key, hash: key.hashValue) { entry in
                entry.rank = Int64(number)
                entry.value = number
            }
            #expect(table.find(key, hash: key.hashValue)?.value == number)
        }
        let left = (0..<977).filter { table.find(key($0), hash: key($0).hashValue) != nil }
        #expect(table.countMax == room)
        #expect(left.count <= room && left.count > room / 2)
    }
}
