import Testing

/// Words that the sources do without, and words that need a reason beside them.
struct WordTests {
    static func findings(in file: SourceFile) -> [Finding] {
        let left = file.lines(with: "TODO", "FIXME", "XXX").filter { $0.text.contains(/\b(?:TODO|FIXME|XXX)\b/) }
        let crashes = file.lines(with: "fatalError", "try!", "as!")
            .filter { $0.text.contains(/\bfatalError\b|\btry!|\bas!/) }
        return left.map { Finding(file.path, $0.line, "nothing is left to do") }
            + crashes.map { Finding(file.path, $0.line, "no crash by choice") } + unguarded(in: file)
    }

    /// `unchecked` and `unsafe` without a line above or beside them that says what guards them.
    private static func unguarded(in file: SourceFile) -> [Finding] {
        file.lines(with: "@unchecked Sendable", "nonisolated(unsafe)").filter { line, text in
            let isAboveComment = line > 1 && isComment(file.lines[line - 2])
            return !isComment(text) && !isAboveComment && !text.contains("//")
        }.map { Finding(file.path, $0.line, "a comment says what guards it") }
    }

    private static func isComment(_ line: Substring) -> Bool {
        line.drop { $0 == " " }.hasPrefix("//")
    }

    @Test func nothingIsLeftUndoneOrUnguarded() throws {
        expectNone(try #require(SourceTree.sources).flatMap(Self.findings))
    }

    @Test(arguments: [
        "// TODO: later", "let x = 1  // FIXME", "/// XXX", "fatalError()", "let x = try! f()", "let x = y as! Int",
        "final class A: @unchecked Sendable {", "nonisolated(unsafe) var x = 1",
    ])
    func aWordThatMustNotBeIsFound(line: String) {
        let file = SourceFile(path: "a.swift", text: "// A comment that is not beside it.\n\n" + line)
        #expect(Self.findings(in: file).map(\.line) == [3])
    }

    @Test(arguments: [
        "\"/tmp/kith-XXXXXX\"", "try? f()", "x as? Int",
        "// Its queue guards it.\nfinal class A: @unchecked Sendable {",
        "nonisolated(unsafe) var x = 1  // the lock guards it", "/// `@unchecked Sendable`: the queue.",
    ])
    func whatMayBeIsNotFound(text: String) {
        #expect(Self.findings(in: SourceFile(path: "a.swift", text: text)) == [])
    }
}
