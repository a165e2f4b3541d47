#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The few calls on files that SQLite does not make for us.
enum FileSystem {
    /// Makes an empty file for its owner alone, where there is none: SQLite gives its logs the same rights.
    ///
    /// A fault is left to SQLite, which opens the file next and tells it better.
    static func createPrivate(_ path: String) {
        guard path != ":memory:", !path.isEmpty else { return }
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 { close(descriptor) }
    }

    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// Whether two names lead to one file.
    static func isSame(_ one: String, _ other: String) -> Bool {
        var first = stat()
        var second = stat()
        guard stat(one, &first) == 0, stat(other, &second) == 0 else { return false }
        return first.st_ino == second.st_ino && first.st_dev == second.st_dev
    }

    /// The folder that a path stands in.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// A name beside `path` that nobody else uses.
    static func temporary(beside path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? "file"
        let number = String(UInt64.random(in: .min ... .max), radix: 16)
        return folder(of: path) + "/.\(name).part-\(number)"
    }

    static func remove(_ path: String) {
        unlink(path)
    }

    /// Puts what was written to a file or a folder on disk.
    static func sync(_ path: String) throws(FileError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("open", path, errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileError("sync", path, errno) }
    }

    /// Gives a file its final name in one step, in place of whatever has it.
    static func rename(_ path: String, over target: String) throws(FileError) {
        // Unqualified it would be this function.
        let result = path.withCString { from in target.withCString { renameFile(from, $0) } }
        guard result == 0 else { throw FileError("rename", target, errno) }
    }

    /// Gives a file a second name, which must be free.
    static func addName(_ target: String, to path: String) throws(FileError) {
        guard link(path, target) == 0 else { throw FileError("link", target, errno) }
    }

    /// Gives a file the owner and rights of another, as far as this process may.
    static func copyOwner(of model: String, to path: String) {
        var found = stat()
        guard stat(model, &found) == 0 else { return }
        chown(path, found.st_uid, found.st_gid)
        if found.st_mode & S_IFMT == S_IFREG { chmod(path, found.st_mode & 0o777) }
    }
}

private let renameFile: @Sendable (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Int32 = { rename($0, $1) }
