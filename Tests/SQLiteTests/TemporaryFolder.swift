import Glibc

/// A folder of its own for one test, removed with everything in it when the last reference goes.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/kith-sqlite-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw Failure() }
        path = String(cString: made)
    }

    struct Failure: Error {}

    func file(_ name: String) -> String { path + "/" + name }

    /// The names of the files in the folder, in order.
    var names: [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name.0) { String(cString: $0) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The names without those of logs, which a reader that closes last leaves behind.
    var databases: [String] { names.filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") } }

    deinit {
        for name in names { unlink(file(name)) }
        rmdir(path)
    }
}
