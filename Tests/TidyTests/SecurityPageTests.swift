import Testing

/// SECURITY.md names the tests that prove its sentences, and goes through two lists of OWASP item by item: each test is
/// there, and no item is left out.
struct SecurityPageTests {
    /// How many requirements the sections of a chapter of the OWASP ASVS 5.0.0 have; of chapters that are answered as a
    /// whole, none.
    private static let requirements: [Int: [Int]] = [
        1: [2, 10, 12, 3, 3], 2: [3, 3, 5, 2], 3: [], 4: [5, 5, 2, 4], 5: [], 6: [3, 12, 8, 6, 8, 4, 2, 4],
        7: [3, 4, 2, 5, 3, 2], 8: [4, 4, 3, 2], 9: [3, 4], 10: [2, 3, 5, 16, 5, 2, 3], 11: [4, 5, 5, 4, 2, 2, 2],
        12: [5, 2, 5], 13: [4, 6, 4, 7], 14: [2, 8, 3], 15: [5, 5, 7, 4], 16: [1, 5, 4, 3, 4], 17: [],
    ]
    private static let answers: Set = ["met", "partly", "operator", "not met", "n/a"]

    /// The tests of a file, each as `Suite.name`.
    static func tests(in file: SourceFile) -> Set<String> {
        let type = /^(?:@Suite(?:\(.*\))? )?(?:(?:private|final) )*(?:struct|class|enum|actor|extension) (\w+)/
        var suites: [(indent: Int, name: Substring)] = []
        var testIndent: Int?
        var tests: Set<String> = []
        for (_, line) in file.lines(with: "@Test", "func ", "struct ", "class ", "enum ", "actor ", "extension ") {
            let text = line.drop { $0 == " " }
            let indent = line.utf8.count - text.utf8.count
            if let name = text.firstMatch(of: type)?.1 {
                suites.removeAll { $0.indent >= indent }
                suites.append((indent, name))
            }
            if text.hasPrefix("@Test") { testIndent = indent }
            guard testIndent == indent, let name = text.firstMatch(of: /^(?:@Test.*? )?func (\w+)/)?.1 else { continue }
            testIndent = nil
            guard let suite = suites.last(where: { $0.indent < indent })?.name else { continue }
            tests.insert("\(suite).\(name)")
        }
        return tests
    }

    /// The tests that a page names.
    static func named(in page: SourceFile) -> [(line: Int, name: String)] {
        page.lines(with: "`").flatMap { line, text in
            text.matches(of: /`([A-Z]\w*\.[a-z]\w*)`/).map { (line, String($0.1)) }
        }
    }

    /// The tests that a page names and that are in none of some files.
    static func findings(in page: SourceFile, _ files: [SourceFile]) -> [Finding] {
        let tests = files.reduce(into: Set<String>()) { $0.formUnion(Self.tests(in: $1)) }
        return named(in: page).filter { !tests.contains($0.name) }.map {
            Finding(page.path, $0.line, "there is no test \($0.name)")
        }
    }

    /// The cells of the rows of a page's tables.
    private static func rows(of page: SourceFile) -> [(line: Int, cells: [String])] {
        page.lines(with: "| ").filter { $0.text.hasPrefix("| ") }.map { line, text in
            let cells = text.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
            return (line, cells.map { String($0.trimmingPrefix(" ").reversed().drop { $0 == " " }.reversed()) })
        }
    }

    /// The requirements that a cell names, such as `1.2.5, 1.2.7–9`; none where it names something else.
    static func requirements(in cell: String) -> [String] {
        let named = cell.split(separator: ", ").map { $0.wholeMatch(of: /(\d+\.\d+\.)(\d+)(?:–(\d+))?/)?.output }
        return named.flatMap { match -> [String] in
            guard let match, let first = Int(match.2), let last = Int(match.3 ?? match.2) else { return [] }
            return stride(from: first, through: last, by: 1).map { "\(match.1)\($0)" }
        }
    }

    private let page: SourceFile

    init() throws { page = try SourceTree.file("SECURITY.md") }

    @Test func everyTestItNamesIsThere() throws {
        let files = try #require(SourceTree.swift).filter { $0.path.hasPrefix("Tests/") }
        #expect(Self.named(in: page).count > 100)
        expectNone(Self.findings(in: page, files))
    }

    @Test func eachItemOfTheAPITopTenHasARow() {
        let items = Self.rows(of: page).compactMap { $0.cells.first }.filter { $0.hasPrefix("API") }
        #expect(items == (1...10).map { "API\($0)" })
    }

    @Test func eachChapterOfTheASVSIsThere() {
        let headings = page.lines(with: "### V").map(\.text).filter { $0.hasPrefix("### V") }
        #expect(headings.map { Int($0.dropFirst(5).prefix { $0 != " " }) } == (1...17).map { $0 })
    }

    @Test func eachRequirementIsAnsweredOnceInAWord() {
        let all = (1...17).flatMap { chapter in
            (Self.requirements[chapter] ?? []).enumerated().flatMap { section, count in
                (1...count).map { "\(chapter).\(section + 1).\($0)" }
            }
        }
        let answered = Self.rows(of: page).filter { !Self.requirements(in: $0.cells[0]).isEmpty }
        #expect(answered.flatMap { Self.requirements(in: $0.cells[0]) }.sorted() == all.sorted())
        expectNone(
            answered.filter { !Self.answers.contains($0.cells[1]) }.map {
                Finding(page.path, $0.line, "\"\($0.cells[1])\" is no answer: \(Self.answers.sorted())")
            })
    }

    @Test func aTestThatIsNotThereIsFound() {
        let suite = """
            @Suite(.serialized) struct LeakTests {
                private struct Twin {
                    func ask() {}
                }
                @Test(arguments: [
                    "func one",
                ])
                func nothingShows(_ text: String) {}
                func helper() {}
                @Test func theLeadSeesIt() throws {}
            }
            extension EndToEnd {
                struct RoleTests {
                    @Test(arguments: 1...6) func everyRole(number: Int) {}
                }
            }
            """
        let page = """
            `LeakTests.nothingShows`, `LeakTests.theLeadSeesIt`, `RoleTests.everyRole`, `kith serve`
            `LeakTests.helper`, `LeakTests.one`, `Twin.ask`, `EndToEnd.everyRole`, `RoleTests.theLeadSeesIt`
            """
        let findings = Self.findings(
            in: SourceFile(path: "SECURITY.md", text: page), [SourceFile(path: "LeakTests.swift", text: suite)])
        #expect(findings.map(\.line) == [2, 2, 2, 2, 2])
    }

    @Test(arguments: [
        ("1.2.5", ["1.2.5"]), ("1.2.9–11, 1.3.2", ["1.2.9", "1.2.10", "1.2.11", "1.3.2"]), ("API1", []), ("1.2", []),
        ("1.2.9–8", []), ("", []),
    ])
    func requirementsAreReadInRanges(cell: String, expected: [String]) {
        #expect(Self.requirements(in: cell) == expected)
    }
}
