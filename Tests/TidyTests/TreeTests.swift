import JSON
import Migrations
import SQLite
import Testing

/// What stands where.
struct TreeTests {
    /// Targets whose tests are not in the folder of their name: headers, by what uses them; the program, from outside.
    static let testedBy = [
        "CCrypto": "SQLiteTests", "CSQLite": "SQLiteTests", "CSQLiteIO": "SQLiteTests", "CEpoll": "ServerTests",
        "kith": "EndToEndTests",
    ]

    @Test func everyTargetHasTests() throws {
        for target in try SourceTree.names(in: "Sources") {
            let folder = "Tests/" + (Self.testedBy[target] ?? target + "Tests")
            let files = (try? SourceTree.files(folder, ".swift")) ?? []
            #expect(files.contains { $0.text.contains("@Test") }, "Sources/\(target) has no tests in \(folder)")
        }
    }

    @Test func migrationsAreNumberedWithoutGaps() throws {
        let names = try SourceTree.names(in: "migrations")
        for (offset, name) in names.enumerated() {
            let number = String("000\(offset + 1)".suffix(4))
            #expect(name.contains(/^\d{4}_[a-z]+(?:_[a-z]+)*\.sql$/), "migrations/\(name) is not NNNN_word.sql")
            #expect(name.hasPrefix(number), "migrations/\(name) should be number \(number)")
        }
    }

    @Test func theBinaryCarriesTheMigrationsAsTheyAre() throws {
        let files = try SourceTree.files("migrations", ".sql")
        #expect(!files.isEmpty)
        #expect(Migrations.all.map { "migrations/\($0.name).sql" } == files.map(\.path))
        for (migration, file) in zip(Migrations.all, files) {
            #expect(SourceFile(path: file.path, text: migration.sql).lines == file.lines, "\(file.path)")
        }
    }

    @Test func configurationIsValidJSON() throws {
        for file in try SourceTree.files("config", ".json") {
            do {
                _ = try JSON.read(file.text)
            } catch {
                expectNone([Finding(file.path, error.line, "\(error.reason)")])
            }
        }
    }

    @Test func vocabulariesHaveCodesAndLabels() throws {
        for file in try SourceTree.files("config/vocabularies", ".json") {
            let vocabulary = try JSON.read(file.text)
            #expect(vocabulary["title"]?.stringValue?.isEmpty == false, "\(file.path) has a title")
            #expect(vocabulary["configurable"]?.boolValue != nil, "\(file.path) says whether it is configurable")
            let terms = try #require(vocabulary["terms"]?.arrayValue, "\(file.path) has terms")
            let codes = terms.compactMap { $0["code"]?.stringValue }
            #expect(codes.count == terms.count && Set(codes).count == codes.count, "\(file.path): one code a term")
            #expect(terms.allSatisfy { $0["label"]?.stringValue?.isEmpty == false }, "\(file.path): a label a term")
            #expect(codes.allSatisfy { $0.contains(/^[a-z0-9]+(?:_[a-z0-9]+)*$/) }, "\(file.path): snake_case codes")
        }
    }

    @Test func theChangesNameThisVersion() throws {
        let changes = try SourceTree.file("CHANGELOG.md")
        let newest = changes.text.firstMatch(of: /(?:^|\n)## (\d+\.\d+\.\d+)\b/)?.1
        let version = try SourceTree.file("Sources/KithService/System/KithVersion.swift").text
            .firstMatch(of: /static let text = "([^"]*)"/)?.1
        #expect(version != nil && version == newest)
    }
}
