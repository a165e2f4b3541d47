import Glibc

/// A folder of its own for a test, gone with the test.
final class Scratch: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/kith-e2e-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Child.Failure(description: "mkdtemp: \(errno)") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        Self.removeAll(path)
    }

    /// The path of a file in it.
    func file(_ name: String) -> String { path + "/" + name }

    /// Writes a file in it and gives its path.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        let path = file(name)
        guard let stream = fopen(path, "w") else { throw Child.Failure(description: "\(path): \(errno)") }
        defer { fclose(stream) }
        fputs(text, stream)
        return path
    }

    /// The text of a file, or nil where there is none.
    static func text(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &piece, piece.count)
            guard count > 0 else { break }
            bytes += piece[..<count]
        }
        close(descriptor)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The names in a folder.
    static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// How many bytes a file has; nil where there is none.
    static func size(_ path: String) -> Int? {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int(facts.st_size) : nil
    }

    private static func removeAll(_ folder: String) {
        for name in names(in: folder) {
            let path = folder + "/" + name
            var facts = stat()
            let isFolder = lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
            if isFolder { removeAll(path) } else { unlink(path) }
        }
        rmdir(folder)
    }
}
