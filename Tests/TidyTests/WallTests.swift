import Testing

/// What may import what.
struct WallTests {
    static func findings(in file: SourceFile, among names: Set<String>) -> [Finding] {
        var findings = file.imports(of: ["Foundation"], "FoundationEssentials at most")
        findings += file.imports.filter { $0.module.hasPrefix("NIO") }.map {
            Finding(file.path, $0.line, "no SwiftNIO: import \($0.module)")
        }
        if file.stem.hasSuffix("Store") {
            findings += file.imports(of: ["HTTP", "Server"], "a store knows no HTTP")
        } else if file.stem.hasSuffix("Routes") {
            findings += file.imports(of: ["SQLite", "CSQLite"], "routes know no SQL")
        } else if isModel(file, among: names) {
            findings += file.imports(of: ["HTTP", "Server", "SQLite", "CSQLite"], "a record knows no HTTP and no SQL")
        }
        return findings
    }

    /// Whether a file says what a record is: it declares one, or has its store or its routes beside it.
    private static func isModel(_ file: SourceFile, among names: Set<String>) -> Bool {
        file.lines(with: "Resource").contains { $0.text.contains(/^(?:enum|struct) \w+: (?:\w+, )*Resource\b/) }
            || names.contains("\(file.folder)/\(file.stem)Store.swift")
            || names.contains("\(file.folder)/\(file.stem)Routes.swift")
    }

    @Test func theWallsStand() throws {
        let files = try #require(SourceTree.sources)
        let names = Set(files.map(\.path))
        expectNone(files.flatMap { Self.findings(in: $0, among: names) })
    }

    @Test(arguments: [
        ("A.swift", "import Foundation", [1]),
        ("A.swift", "internal import FoundationEssentials\n// import Foundation", []),
        ("A.swift", "import HTTP\n@_spi(X) public import struct Foundation.Date", [2]),
        ("A.swift", "private import NIOCore", [1]),
        ("PersonStore.swift", "internal import SQLite\ninternal import HTTP", [2]),
        ("PersonRoutes.swift", "internal import SQLite\ninternal import HTTP", [1]),
        ("Person.swift", "internal import SQLite\ninternal import HTTP\ninternal import JSON", [1, 2]),
        ("Team.swift", "internal import SQLite\nenum Team: Resource {}", [1]),
        ("Database.swift", "internal import SQLite", []),
    ])
    func aHoleIsFound(name: String, text: String, expected: [Int]) {
        let file = SourceFile(path: "Sources/KithService/People/\(name)", text: text)
        let names: Set = [file.path, "Sources/KithService/People/PersonRoutes.swift"]
        #expect(Self.findings(in: file, among: names).map(\.line) == expected)
    }
}
