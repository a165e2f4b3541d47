import HTTP

/// The connections of one worker, by slot.
///
/// A key names a slot and its generation, so that an event for a connection that is gone cannot meet the next one in
/// its place.
struct ConnectionTable {
    /// What is kept of every connection, idle ones too; small, for there are many.
    struct Slot {
        /// The socket; -1 where the slot is free.
        var descriptor: Int32 = -1
        fileprivate(set) var generation: UInt32 = 0
        /// Whether the kernel may hold something to read.
        var isReadable = false
        /// Whether the peer sends nothing more, which reading will say once all bytes before it are read.
        var isHangup = false
        /// Whether the poll reports room.
        var watchesRoom = false
        /// The other end.
        var peer: Peer?
        /// The machine, while there is something to do; nil between requests.
        var active: ActiveConnection?
    }

    private var slots: [Slot] = []
    private var free: [Int32] = []

    /// How many slots there are, free ones among them.
    var capacity: Int { slots.count }

    /// How many connections there are.
    var count: Int { slots.count - free.count }

    /// The slot of a number; reading past the end is the caller's fault.
    subscript(slot: Int) -> Slot {
        _read { yield slots[slot] }
        _modify { yield &slots[slot] }
    }

    /// The key under which a slot's connection is known.
    func key(of slot: Int) -> UInt64 { UInt64(slots[slot].generation) << 32 | UInt64(slot) }

    /// The slot that a key names, if its connection is still the one that was meant.
    func slot(ofKey key: UInt64) -> Int? {
        let slot = Int(key & 0xFFFF_FFFF)
        guard slot < slots.count, slots[slot].descriptor >= 0, slots[slot].generation == UInt32(key >> 32) else {
            return nil
        }
        return slot
    }

    /// Finds room for a connection.
    mutating func insert(_ descriptor: Int32, peer: Peer?) -> Int {
        let slot: Int
        if let last = free.popLast() {
            slot = Int(last)
        } else {
            slot = slots.count
            slots.append(Slot())
        }
        slots[slot].descriptor = descriptor
        slots[slot].peer = peer
        return slot
    }

    /// Frees a slot; its keys of before name nothing any more.
    mutating func remove(_ slot: Int) {
        let generation = slots[slot].generation &+ 1
        slots[slot] = Slot()
        slots[slot].generation = generation
        free.append(Int32(slot))
    }
}
