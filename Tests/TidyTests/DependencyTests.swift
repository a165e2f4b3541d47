import JSON
import Testing

/// What Kith is built on: two packages and two libraries of the system, and no SwiftNIO.
struct DependencyTests {
    static let packages = ["swift-argument-parser", "swift-log"]

    /// What the package manager chose, further dependencies of dependencies included.
    @Test func theWholeGraphIsTwoPackages() throws {
        let resolved = try JSON.read(try SourceTree.file("Package.resolved").text)
        let pins = try #require(resolved["pins"]?.arrayValue)
        #expect(pins.compactMap { $0["identity"]?.stringValue }.sorted() == Self.packages)
    }

    @Test func thePackageNamesNoOther() throws {
        let package = try SourceTree.file("Package.swift")
        let named = package.lines(with: ".package(").map { _, text in
            text.firstMatch(of: /\.package\(url: "https:\/\/github\.com\/apple\/([^"]*)"/)?.1 ?? text
        }
        #expect(named.map(String.init).sorted() == Self.packages)
    }

    /// What the build needs is installed wherever it is built; what the program needs, wherever it runs.
    @Test func systemLibrariesAreInstalledWhereTheyAreNeeded() throws {
        let atRunTime = ["libsqlite3-dev": "libsqlite3-0", "libssl-dev": "libssl3"]
        let package = try SourceTree.file("Package.swift")
        let names = package.text.matches(of: /\.apt\(\["([^"]*)"\]\)/).map { String($0.1) }
        #expect(Set(names) == Set(atRunTime.keys))

        let stages = try SourceTree.file("Dockerfile").text.split(separator: "\nFROM ").dropFirst()
        #expect(stages.count == 2)
        for name in names {
            let library = try #require(atRunTime[name])
            #expect(stages.first?.contains(name) == true, "Dockerfile, build stage: \(name)")
            #expect(stages.last?.contains(library) == true, "Dockerfile, run stage: \(library)")
            for script in ["script/run", "script/test"] {
                #expect(try SourceTree.file(script).text.contains(name), "\(script): \(name)")
            }
        }
        #expect(try SourceTree.file(".ci/run").text.contains("script/test"))
    }
}
