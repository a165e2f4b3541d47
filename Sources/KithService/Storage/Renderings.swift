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

    /// What has changed, so that what has not is known without a look at its rows.
    let marks = ChangeMarks()
    private let shards: [RenderingShard]

    /// Begins empty.
    init() {
        shards = (0..<Self.shardCount).map { _ in RenderingShard(bytes: Self.shardBytes) }
    }

    /// Writes the rendering that is kept.
    ///
    /// - Parameter seen: What is known of it from now on.
    /// - Returns: whether there was one.
    func write(_ key: RenderingKey, seen: LastSeen? = nil, to writer: inout JSONWriter) -> Bool {
        shard(key).write(key, seen: seen, to: &writer)
    }

    /// Writes a record that is still as it was when it was last written out, and that names a worker as one who reads
    /// it.
    ///
    /// - Parameter change: The last change of the reader's snapshot, which was followed.
    /// - Returns: The number that its entity tag says; nil where nothing was written: it is to be read then.
    func writeUnchanged(
        _ id: ID, form: UInt8, for worker: ID, asOf change: Int64, to writer: inout JSONWriter
    ) -> Int64? {
        id.withText { text in
            let key = RenderingKey(form: form, id: text)
            return shard(key).writeNewest(key, to: &writer) { seen in
                seen.reader == worker && marks.isSame(id, seen.change, change)
            }
        }?.tag
    }

    /// Whether a record is still as it was when it was noted that it names a worker as one who reads it.
    ///
    /// - Parameter change: The last change of the reader's snapshot, which was followed.
    func isUnchanged(_ id: ID, of kind: ResourceKind, for worker: ID, asOf change: Int64) -> Bool {
        let seen = id.withText { text in
            let key = RenderingKey(form: kind.form(.reader), id: text)
            return shard(key).seen(key)
        }
        guard let seen, seen.reader == worker else { return false }
        return marks.isSame(id, seen.change, change)
    }

    /// Notes whom a record names as one who reads it.
    func note(_ id: ID, of kind: ResourceKind, _ seen: LastSeen) {
        id.withText { text in
            let key = RenderingKey(form: kind.form(.reader), id: text)
            shard(key).note(key, seen)
        }
    }

    /// Keeps a rendering.
    func keep(_ key: RenderingKey, _ rendering: UnsafeRawBufferPointer, seen: LastSeen? = nil) {
        guard rendering.count <= Self.renderingBytesMax else { return }
        shard(key).keep(key, rendering, seen: seen)
    }

    /// Forgets all of them.
    func forget() {
        for shard in shards { shard.forget() }
    }

    private func shard(_ key: RenderingKey) -> RenderingShard {
        shards[Int(truncatingIfNeeded: key.hash >> 32) & (Self.shardCount - 1)]
    }
}
