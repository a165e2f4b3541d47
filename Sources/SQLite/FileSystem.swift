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
}
