import Glibc
import Testing

/// Texts that a test compares as a whole; `UPDATE_GOLDEN=1` writes them anew.
enum Golden {
    private static let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
        + "/Golden/"

    /// Compares a text with the file of that name, and shows the first line that differs.
    static func expect(_ name: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let path = folder + name
        if getenv("UPDATE_GOLDEN") != nil {
            guard let stream = fopen(path, "w") else { throw Child.Failure(description: "\(path): \(errno)") }
            defer { fclose(stream) }
            fputs(text, stream)
            return
        }
        let wanted = try #require(
            Scratch.text(path), "\(path) is missing: run with UPDATE_GOLDEN=1", sourceLocation: sourceLocation)
        guard wanted != text else { return }
        let wantedLines: [Substring] = wanted.split(separator: "\n", omittingEmptySubsequences: false) + ["(the end)"]
        let foundLines: [Substring] = text.split(separator: "\n", omittingEmptySubsequences: false) + ["(the end)"]
        let line = zip(wantedLines, foundLines).prefix { $0 == $1 }.count
        Issue.record(
            "\(name):\(line + 1)\nwanted: \(wantedLines[line])\nfound:  \(foundLines[line])",
            sourceLocation: sourceLocation)
    }
}
