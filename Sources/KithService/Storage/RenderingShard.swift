internal import JSON
internal import Synchronization

/// A part of the kept renderings behind one lock.
final class RenderingShard: Sendable {
    private let bytes: Int
    private let ring: Mutex<RenderingRing>

    /// Begins empty.
    init(bytes: Int) {
        self.bytes = bytes
        ring = Mutex(RenderingRing(bytes: bytes))
    }

    /// Writes the rendering that is kept, or says that there is none.
    func write(_ key: RenderingKey, seen: LastSeen?, to writer: inout JSONWriter) -> Bool {
        ring.withLock { ring in
            guard let found = ring.find(key, seen: seen) else { return false }
            writer.raw(found)
            return true
        }
    }

    /// Writes the newest rendering of a form and id, where what is known of it meets a condition.
    ///
    /// - Returns: What is known of it; nil where nothing was written.
    func writeNewest(
        _ key: RenderingKey, to writer: inout JSONWriter, where isMet: (LastSeen) -> Bool
    ) -> LastSeen? {
        ring.withLock { ring in
            guard let (rendering, seen) = ring.findNewest(key), let seen, isMet(seen) else { return nil }
            writer.raw(rendering)
            return seen
        }
    }

    /// What is known of the record of a form and id; nil where nothing is.
    func seen(_ key: RenderingKey) -> LastSeen? {
        ring.withLock { $0.findNewest(key)?.seen }
    }

    /// Notes what is known of the record of a form and id, of which nothing is shown.
    func note(_ key: RenderingKey, _ seen: LastSeen) {
        ring.withLock { ring in
            guard ring.find(key, seen: seen) == nil else { return }
            ring.keep(key, UnsafeRawBufferPointer(start: nil, count: 0), seen: seen)
        }
    }

    /// Begins empty again.
    func forget() {
        ring.withLock { $0 = RenderingRing(bytes: bytes) }
    }

    /// Keeps a rendering.
    func keep(_ key: RenderingKey, _ rendering: UnsafeRawBufferPointer, seen: LastSeen?) {
        ring.withLock { $0.keep(key, rendering, seen: seen) }
    }
}
