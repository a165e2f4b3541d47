/// One text file of the repository, by lines.
struct SourceFile: Sendable {
    /// Where it is, from the root of the repository: `Sources/HTTP/Path.swift`.
    let path: String
    let text: String
    let lines: [Substring]

    init(path: String, text: String) {
        self.path = path
        self.text = text
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Substring.init)
        if lines.last == "" { lines.removeLast() }
        self.lines = lines
    }

    /// The file's name with its ending.
    var name: Substring { path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...] }

    /// The file's name without its ending.
    var stem: Substring { name.prefix { $0 != "." } }

    /// The folder it stands in.
    var folder: Substring { path.dropLast(name.count + 1) }

    /// The lines that hold one of some words, from 1: a quick look before a pattern takes a slow one.
    func lines(with words: String...) -> [(line: Int, text: Substring)] {
        let words = words.map { Array($0.utf8) }
        return lines.enumerated().filter { line in words.contains { line.element.utf8.holds($0) } }
            .map { ($0.offset + 1, $0.element) }
    }

    /// The modules that the file imports, with their lines.
    var imports: [(line: Int, module: String)] {
        let pattern = /^(?:@\w+(?:\(\w+\))? )*(?:[a-z]+ )?import (?:[a-z]+ )?(\w+)/
        return lines(with: "import ").compactMap { line, text in
            text.firstMatch(of: pattern).map { (line, String($0.1)) }
        }
    }

    /// The imports of some modules.
    func imports(of modules: Set<String>, _ rule: String) -> [Finding] {
        imports.filter { modules.contains($0.module) }.map { Finding(path, $0.line, "\(rule): import \($0.module)") }
    }
}

extension Substring.UTF8View {
    /// Whether a word's bytes stand somewhere in it.
    func holds(_ word: [UInt8]) -> Bool {
        guard let first = word.first else { return true }
        var rest = self[...]
        while let start = rest.firstIndex(of: first) {
            rest = rest[start...]
            if rest.starts(with: word) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
