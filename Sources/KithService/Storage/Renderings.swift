internal import JSON

/// Records and pages as they were last written out, so that what has not changed since is copied instead of made again.
///
/// Exact, because every change of a row gives it a new version: a rendering is found by the ids, versions and times of
/// change of all rows that it shows, as the caller's own snapshot has them. Who may see which rows is decided before,
/// on every request; what is kept are whole records, which look the same to all who may see them whole.
///
/// Memory is bounded: each shard is a ring, in which the newest rendering takes the place of the oldest.
final class Renderings: Sendable {
    /// How many shards there are, each behind a lock of its own; a power of 2.
    static let shardCount = 32
    /// How many bytes a shard keeps; memory is first used as it fills.
    static let shardBytes = 2 << 20
    /// How large a rendering that is kept may be, in bytes.
    static let renderingBytesMax = 128 << 10

    private let shards: [RenderingShard]

    /// Begins empty.
    init() {
        shards = (0..<Self.shardCount).map { _ in RenderingShard(bytes: Self.shardBytes) }
    }

    /// Writes the rendering that is kept.
    ///
    /// - Returns: whether there was one.
    func write(_ key: RenderingKey, to writer: inout JSONWriter) -> Bool {
        shard(key).write(key, to: &writer)
    }

    /// Keeps a rendering.
    func keep(_ key: RenderingKey, _ rendering: UnsafeRawBufferPointer) {
        guard rendering.count <= Self.renderingBytesMax else { return }
        shard(key).keep(key, rendering)
    }

    /// Forgets all of them: what was erased is not kept for the room that it would take.
    func forget() {
        for shard in shards { shard.forget() }
    }

    private func shard(_ key: RenderingKey) -> RenderingShard {
        shards[Int(truncatingIfNeeded: key.hash >> 32) & (Self.shardCount - 1)]
    }
}
