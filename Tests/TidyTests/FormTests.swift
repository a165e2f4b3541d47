import Testing

/// How long files, functions and lines may be.
struct FormTests {
    static let fileLinesMax = 400
    static let functionLinesMax = 60
    static let lineColumnsMax = 120

    static func findings(in file: SourceFile) -> [Finding] {
        var findings: [Finding] = []
        if file.lines.count > fileLinesMax {
            findings.append(Finding(file.path, fileLinesMax + 1, "a file has at most \(fileLinesMax) lines"))
        }
        for (offset, line) in file.lines.enumerated() where line.utf8.count > lineColumnsMax {
            guard line.count > lineColumnsMax else { continue }
            findings.append(Finding(file.path, offset + 1, "a line has at most \(lineColumnsMax) columns"))
        }
        return findings + longFunctions(in: file)
    }

    /// Functions that are too long: by their indentation, which the formatter keeps.
    private static func longFunctions(in file: SourceFile) -> [Finding] {
        let start = /^ *(?:@\w+(?:\([^)]*\))? )*(?:[a-z]+ )*(?:func |init[?(<]|deinit|subscript[(<])/
        let indents = file.lines.map { $0.utf8.prefix { $0 == UInt8(ascii: " ") }.count }
        var findings: [Finding] = []
        for (line, text) in file.lines(with: "func ", "init", "subscript") where text.contains(start) {
            let indent = indents[line - 1]
            // The next line that is no deeper: a brace ends the function, a bracket only its parameters.
            let end = file.lines.indices[line...].first { next in
                let text = file.lines[next].dropFirst(indent)
                return indents[next] <= indent && !text.isEmpty && !text.hasPrefix(")")
            }
            guard let end, indents[end] == indent, file.lines[end].dropFirst(indent) == "}" else { continue }
            if end - line + 2 > functionLinesMax {
                findings.append(Finding(file.path, line, "a function has at most \(functionLinesMax) lines"))
            }
        }
        return findings
    }

    @Test func filesFunctionsAndLinesAreShort() throws {
        expectNone(try #require(SourceTree.swift).flatMap(Self.findings))
    }

    @Test func whatIsTooLongIsFound() {
        let lines = (1...401).map { $0 == 7 ? String(repeating: "x", count: 121) : "line \($0)" }
        let found = Self.findings(in: SourceFile(path: "a.swift", text: lines.joined(separator: "\n")))
        #expect(found.map(\.line) == [401, 7])
    }

    @Test(arguments: [(58, []), (59, [2])]) func aLongFunctionIsFound(bodyLines: Int, expected: [Int]) {
        let body = (1...bodyLines).map { "        line(\($0))" }
        for signature in [["    func f() {"], ["    static func f(", "        a: Int", "    ) {"]] {
            let text = (["enum A {"] + signature + body.dropFirst(signature.count - 1) + ["    }", "}"])
                .joined(separator: "\n")
            #expect(Self.findings(in: SourceFile(path: "a.swift", text: text)).map(\.line) == expected)
        }
    }
}
