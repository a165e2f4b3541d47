internal import Glibc

/// Renderings one behind the other in a ring of bytes, and where each stands.
///
/// `@unchecked Sendable`: its one owner, and the lock of that, guard the memory.
/// A place is counted from the beginning of time: what stands further back than the ring is long has been overwritten.
struct RenderingRing: ~Copyable, @unchecked Sendable {
    private struct Slot {
        var hash: UInt64 = 0
        var place: UInt64 = 0
    }

    /// What stands before the id, the stamps and the rendering.
    private struct Header {
        var seen: LastSeen?
        var hash: UInt64
        var version: Int64
        var idCount: UInt32
        var stampsCount: UInt32
        var renderingCount: UInt32
        var form: UInt8
    }

    private static let headerCount = MemoryLayout<Header>.stride
    private static let seenOffset = MemoryLayout<Header>.offset(of: \.seen) ?? 0
    /// In how many slots a rendering may be found.
    private static let ways = 4
    /// How many bytes of the ring there are for each slot: less than a small record needs.
    private static let bytesPerSlot = 256

    private let bytes: UnsafeMutableRawBufferPointer
    private let slots: UnsafeMutableBufferPointer<Slot>
    /// Where the next rendering goes.
    ///
    /// The first lap is left out, so that place 0 is never one.
    private var end: UInt64

    /// Begins empty.
    ///
    /// - Parameter count: How many bytes it keeps; a power of 2.
    init(bytes count: Int) {
        assert(count.nonzeroBitCount == 1, "places are found by a mask")
        bytes = .allocate(byteCount: count, alignment: 16)
        slots = .allocate(capacity: max(count / Self.bytesPerSlot, Self.ways))
        slots.initialize(repeating: Slot())
        end = UInt64(count) * 2
    }

    deinit {
        bytes.deallocate()
        slots.deallocate()
    }

    /// The rendering of that key, valid until the ring changes; nil where there is none.
    ///
    /// - Parameter seen: What is known of it from now on.
    mutating func find(_ key: RenderingKey, seen: LastSeen? = nil) -> UnsafeRawBufferPointer? {
        guard let (offset, header) = newest(key), header.version == key.version,
            header.stampsCount == key.stamps.count,
            holds(key.stamps, at: offset + Self.headerCount + key.id.count)
        else { return nil }
        if let seen, seen.change > header.seen?.change ?? -1 {
            bytes.storeBytes(of: seen, toByteOffset: offset + Self.seenOffset, as: LastSeen?.self)
        }
        return rendering(header, at: offset)
    }

    /// The newest rendering of that form and id whatever its stamps are, with what is known of it; nil where there is
    /// none.
    func findNewest(_ key: RenderingKey) -> (rendering: UnsafeRawBufferPointer, seen: LastSeen?)? {
        newest(key).map { (rendering($0.header, at: $0.offset), $0.header.seen) }
    }

    private func newest(_ key: RenderingKey) -> (offset: Int, header: Header)? {
        let first = set(key)
        for index in first..<first + Self.ways where slots[index].hash == key.hash {
            guard let offset = offset(of: slots[index].place) else { continue }
            let header = bytes.load(fromByteOffset: offset, as: Header.self)
            guard header.form == key.form, header.idCount == key.id.count,
                holds(key.id, at: offset + Self.headerCount)
            else { continue }
            return (offset, header)
        }
        return nil
    }

    private func rendering(_ header: Header, at offset: Int) -> UnsafeRawBufferPointer {
        let start = offset + Self.headerCount + Int(header.idCount) + Int(header.stampsCount)
        return UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(header.renderingCount)])
    }

    /// Keeps a rendering, in the place of the oldest ones.
    mutating func keep(_ key: RenderingKey, _ rendering: UnsafeRawBufferPointer, seen: LastSeen? = nil) {
        let count = Self.headerCount + key.id.count + key.stamps.count + rendering.count
        // Each begins where a header may stand.
        let room = (count + 15) & ~15
        guard room <= bytes.count else { return }
        var offset = Int(truncatingIfNeeded: end) & (bytes.count - 1)
        if offset + room > bytes.count {
            end += UInt64(bytes.count - offset)
            offset = 0
        }
        let slot = slotToUse(key)
        let header = Header(
            seen: seen, hash: key.hash, version: key.version, idCount: UInt32(key.id.count),
            stampsCount: UInt32(key.stamps.count), renderingCount: UInt32(rendering.count), form: key.form)
        bytes.storeBytes(of: header, toByteOffset: offset, as: Header.self)
        var at = offset + Self.headerCount
        for part in [key.id, key.stamps, rendering] {
            UnsafeMutableRawBufferPointer(rebasing: bytes[at..<at + part.count]).copyMemory(from: part)
            at += part.count
        }
        slots[slot] = Slot(hash: key.hash, place: end)
        end += UInt64(room)
    }

    /// Where in the ring a place is; nil where it has been overwritten.
    private func offset(of place: UInt64) -> Int? {
        place + UInt64(bytes.count) >= end ? Int(truncatingIfNeeded: place) & (bytes.count - 1) : nil
    }

    private func holds(_ text: UnsafeRawBufferPointer, at offset: Int) -> Bool {
        guard let start = text.baseAddress, let mine = bytes.baseAddress else { return text.isEmpty }
        return memcmp(start, mine + offset, text.count) == 0
    }

    private func set(_ key: RenderingKey) -> Int {
        Int(truncatingIfNeeded: key.hash) & (slots.count / Self.ways - 1) * Self.ways
    }

    /// The slot that this record has already, or else the one that was used longest ago.
    private func slotToUse(_ key: RenderingKey) -> Int {
        let first = set(key)
        var oldest = first
        for index in first..<first + Self.ways {
            if slots[index].hash == key.hash { return index }
            if slots[index].place < slots[oldest].place { oldest = index }
        }
        return oldest
    }
}
