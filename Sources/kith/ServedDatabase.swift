import Glibc

/// A database that this process serves, and no other: two writers with a queue each would get in each other's way.
///
/// The kernel ends the hold with the process, however it ends. SQLite's own locks are of another kind (`fcntl`) and do
/// not meet this one (`flock`), but they are lost when any descriptor of the file is closed: so it is let go last.
struct ServedDatabase {
    private let descriptor: Int32

    /// Holds a database; makes an empty file for its owner alone where there is none.
    ///
    /// - Throws: `Failure` where another process serves it, or the file cannot be opened.
    init(_ path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure("\(path): \(String(cString: strerror(errno))).") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let isServed = errno == EWOULDBLOCK
            let reason = isServed ? "it is served already, by another process: stop that first" : "it cannot be locked"
            close(descriptor)
            throw Failure("\(path): \(reason).")
        }
    }

    /// Ends the hold, once nothing in this process uses the database any more.
    func letGo() {
        close(descriptor)
    }
}
