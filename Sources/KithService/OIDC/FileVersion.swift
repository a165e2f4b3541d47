internal import Glibc

/// What tells one state of a file from another without reading it.
///
/// The time of the last change to the file's entry stands beside that of its content: the former moves when a copy sets
/// the latter back, and when the permissions change.
struct FileVersion: Equatable {
    private let device: UInt64
    private let inode: UInt64
    private let mode: UInt32
    private let byteCount: Int64
    private let modified: [Int64]
    private let changed: [Int64]

    /// The state of the file of a name, links followed; nil where there is none.
    init?(path: String) {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        self.init(facts)
    }

    /// The state of an open file; nil where the system does not say.
    init?(descriptor: Int32) {
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { return nil }
        self.init(facts)
    }

    private init(_ facts: stat) {
        device = UInt64(facts.st_dev)
        inode = UInt64(facts.st_ino)
        mode = UInt32(facts.st_mode)
        byteCount = Int64(facts.st_size)
        modified = [Int64(facts.st_mtim.tv_sec), Int64(facts.st_mtim.tv_nsec)]
        changed = [Int64(facts.st_ctim.tv_sec), Int64(facts.st_ctim.tv_nsec)]
    }

    /// Whether it is a file with content of its own: no folder, pipe or device.
    var isPlainFile: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFREG) }
}
