/// A table with room for so many entries and no more: where there is none left, the entry of least rank is forgotten.
///
/// Each entry stands in one of eight places that follow from its key, so that nothing is ever moved or searched for.
/// Hashes are seeded by the process (`Hasher`): nobody can choose keys that push out those of others.
struct BoundedTable<Value: Sendable>: Sendable {
    /// What an entry is found by.
    struct Key: Sendable, Hashable {
        let high: UInt64
        let low: UInt64
    }

    /// One entry; a rank of `Int64.min` says that the place is free, or that the entry is new.
    struct Entry: Sendable {
        fileprivate(set) var key: Key
        var rank: Int64
        var value: Value
    }

    private static var placesCount: Int { 8 }

    private var entries: [Entry]
    private let setMask: Int
    private let free: Entry

    /// Makes an empty table.
    ///
    /// - Parameters:
    ///   - countMin: How many entries there is room for at least; made a power of two.
    ///   - value: What a new entry holds.
    init(countMin: Int, value: Value) {
        var setCount = 1
        while setCount * Self.placesCount < countMin { setCount *= 2 }
        setMask = setCount - 1
        free = Entry(key: Key(high: 0, low: 0), rank: .min, value: value)
        entries = Array(repeating: free, count: setCount * Self.placesCount)
    }

    /// How many entries there is room for.
    var countMax: Int { entries.count }

    /// The entry of a key, if it is there.
    func find(_ key: Key, hash: Int) -> Entry? {
        for index in places(hash) where entries[index].key == key && entries[index].rank != .min {
            return entries[index]
        }
        return nil
    }

    /// Lends the entry of a key, a new one where there was none.
    mutating func update<Result>(_ key: Key, hash: Int, _ body: (inout Entry) -> Result) -> Result {
        var chosen = places(hash).lowerBound
        for index in places(hash) {
            if entries[index].key == key {
                chosen = index
                break
            }
            if entries[index].rank < entries[chosen].rank { chosen = index }
        }
        if entries[chosen].key != key {
            entries[chosen] = free
            entries[chosen].key = key
        }
        return body(&entries[chosen])
    }

    /// Forgets an entry.
    mutating func remove(_ key: Key, hash: Int) {
        for index in places(hash) where entries[index].key == key { entries[index] = free }
    }

    private func places(_ hash: Int) -> Range<Int> {
        let start = (hash & setMask) * Self.placesCount
        return start..<start + Self.placesCount
    }
}
