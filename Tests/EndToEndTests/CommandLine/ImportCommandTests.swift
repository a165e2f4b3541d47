import JSON
import Testing

extension EndToEnd {
    /// A council's feed taken in from the command line, and found over HTTP.
    struct ImportCommandTests {
        private static let feed = Program.root + "/Tests/KithServiceTests/Fixtures/bristol-services.json"

        private let scratch: Scratch

        init() throws { scratch = try Scratch() }

        private func run(_ words: [String], input: String = "") throws -> Program.Outcome {
            try Program.tool(
                [Program.path, "import", "open-referral"] + words + ["--database", scratch.file("kith.db")],
                in: scratch.path, input: input)
        }

        @Test func aFeedIsImportedOnceAndFound() throws {
            let first = try run([Self.feed, "--json"])
            #expect(first.code == 0)
            // Standard error is no terminal: it shows no progress.
            #expect(first.err == "")
            let report = try JSON.read(Array(first.out.utf8))
            #expect(report["entries"]?.arrayValue?.count == 819)
            // Two are refused, with the reason: one without any name, one whose id was there with other words.
            #expect(report["totals"]?["added"]?.numberValue?.int64 == 817)
            #expect(report["totals"]?["refused"]?.numberValue?.int64 == 2)

            let assets = "SELECT id, version, updated_at FROM assets ORDER BY id"
            let before = try Program.sql(scratch.file("kith.db"), assets)
            // Again, and from standard input: nothing changes.
            let second = try run(["-", "--json"], input: try #require(Scratch.text(Self.feed)))
            #expect(second.code == 0 && second.err == "")
            let totals = try JSON.read(Array(second.out.utf8))["totals"]
            #expect(totals?["unchanged"]?.numberValue?.int64 == 817)
            #expect(try Program.sql(scratch.file("kith.db"), assets) == before)

            let service = try Service(scratch)
            let found = try service.connect().ask(
                "GET", "/v1/assets?q=allotment", token: try service.token("practitioner"))
            let names = found.json["items"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
            #expect(names.contains("Kingswoods Community Allotment, Pound Road"), "\(names)")
            #expect(try service.stop() == .exited(0))
        }

        @Test(arguments: ["", "{", "[1, 2", "Dear council,"])
        func whatIsNoFeedIsSaidAndChangesNothing(text: String) throws {
            let outcome = try run(["-"], input: text)
            #expect(outcome.code == 1)
            #expect(outcome.err.hasPrefix("kith: -: "), "\(outcome.err)")
            #expect(try Program.sql(scratch.file("kith.db"), "SELECT count(*) FROM assets") == ["0"])
        }

        @Test func aFileThatIsNotThereIsSaid() throws {
            let said = "kith: none.json cannot be opened: No such file or directory.\n"
            #expect(try run(["none.json"]) == Program.Outcome(1, err: said))
        }
    }
}
