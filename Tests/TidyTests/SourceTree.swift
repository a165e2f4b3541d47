import FoundationEssentials

/// The files of the repository that this test was built from.
enum SourceTree {
    /// The repository's folder.
    static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/")

    struct Unreadable: Error {
        let path: String
    }

    /// The Swift files of the library and the program.
    static let sources = try? files("Sources", ".swift")
    /// All Swift files.
    static let swift = try? ["Sources", "Tests", "Plugins"].flatMap { try files($0, ".swift") }

    /// One file.
    static func file(_ path: String) throws(Unreadable) -> SourceFile {
        guard let bytes = FileManager.default.contents(atPath: root + "/" + path),
            let text = String(bytes: bytes, encoding: .utf8)
        else { throw Unreadable(path: path) }
        return SourceFile(path: path, text: text)
    }

    /// The files below a folder whose names end in `ending`, by path.
    static func files(_ folder: String, _ ending: String) throws -> [SourceFile] {
        try FileManager.default.subpathsOfDirectory(atPath: root + "/" + folder)
            .filter { $0.hasSuffix(ending) }.sorted()
            .map { try file(folder + "/" + $0) }
    }

    /// The names of what stands directly in a folder, in order.
    static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root + "/" + folder).sorted()
    }
}
