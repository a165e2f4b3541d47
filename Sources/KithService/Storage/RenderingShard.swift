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
    func write(_ key: RenderingKey, to writer: inout JSONWriter) -> Bool {
        ring.withLock { ring in
            guard let found = ring.find(key) else { return false }
            writer.raw(found)
            return true
        }
    }

    /// Begins empty again.
    func forget() {
        ring.withLock { $0 = RenderingRing(bytes: bytes) }
    }

    /// Keeps a rendering.
    func keep(_ key: RenderingKey, _ rendering: UnsafeRawBufferPointer) {
        ring.withLock { $0.keep(key, rendering) }
    }
}
