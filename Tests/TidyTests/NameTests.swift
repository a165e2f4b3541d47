import Testing

/// Names say what a thing is, not that something is done with it.
struct NameTests {
    static func isVague(_ name: some StringProtocol) -> Bool {
        String(name).contains(/(?:Manager|Helper|Helpers|Utils|Util|Utilities)$|^Base(?:[A-Z]|$)/)
    }

    static func findings(in file: SourceFile) -> [Finding] {
        let rule = "no name ends in Manager, Helper or Utils, or begins with Base"
        var findings: [Finding] = []
        if isVague(file.stem) { findings.append(Finding(file.path, 1, rule)) }
        for (line, text) in file.lines(with: "Manager", "Helper", "Util", "Base") {
            let declared = text.firstMatch(of: /^ *(?:[a-z]+ )*(?:class|struct|enum|actor|protocol|typealias) (\w+)/)
            if let name = declared?.1, isVague(name) { findings.append(Finding(file.path, line, rule)) }
        }
        return findings
    }

    @Test func namesSayWhatAThingIs() throws {
        expectNone(try #require(SourceTree.swift).flatMap(Self.findings))
    }

    @Test func vagueNamesAreFound() {
        let types = ["struct Case", "class CaseManager", "protocol BaseStore", "enum Base64URL", "enum DateUtils"]
        let text = types.map { $0 + " {}\n" }.joined()
        #expect(Self.findings(in: SourceFile(path: "a/Case.swift", text: text)).map(\.line) == [2, 3, 5])
        #expect(Self.findings(in: SourceFile(path: "a/StringHelpers.swift", text: "")).map(\.line) == [1])
    }
}
