import JSON
import Testing

@testable import KithService

/// How an import is told.
struct ImportReportTests {
    static let feed = """
        {"id":"11111111-1111-4111-8111-111111111111","name":"Choir","description":"<p>Sing</p>","logo":"x"}
        {"id":"22222222-2222-4222-8222-222222222222","name":"Café \\u001b[31m swap","url":"www.example.org"}
        {"id":"x"}
        nonsense
        """

    static func told(_ style: ImportReport.Style, twice: Bool = false) throws -> String {
        let bench = try ImportBench()
        if twice { try bench.take(feed) }
        let outcome = try bench.take(feed)
        var report = ImportReport(style)
        return outcome.entries.map { report.text(of: $0) }.joined() + report.text(of: outcome.summary)
    }

    @Test func aTableOfWhatNeedsAttention() throws {
        let expected = """
             record  outcome    name                                        \
            what about it
                  2  added      Café [31m swap                              \
            url: "www.example.org" \
            made "https://www.example.org"
                  3  refused    x                                           \
            has no name, no organisation and no description \
            that it could be called by; at byte 201, line 3
                  4  refused                                                \
            is no JSON: found `o`; expected `null` (byte 213); \
            at byte 212, line 4

            4 records: 2 added, 0 changed, 0 unchanged, 2 refused; 2 were mended on the way.
            Left out: logo (1).

            """
        #expect(try Self.told(.table(all: false)) == expected)
    }

    @Test func aTableOfEverything() throws {
        let expected = """
             record  outcome    name                                        \
            what about it
                  1  added      Choir                                       description: HTML turned into plain text
                  2  added      Café [31m swap                              \
            url: "www.example.org" \
            made "https://www.example.org"
                  3  refused    x                                           \
            has no name, no organisation and no description \
            that it could be called by; at byte 201, line 3
                  4  refused                                                \
            is no JSON: found `o`; expected `null` (byte 213); \
            at byte 212, line 4

            4 records: 2 added, 0 changed, 0 unchanged, 2 refused; 2 were mended on the way.
            Left out: logo (1).

            """
        #expect(try Self.told(.table(all: true)) == expected)
    }

    @Test func aSecondRunSaysThatNothingWasChanged() throws {
        #expect(try Self.told(.table(all: false), twice: true).contains("Nothing was changed.\n"))
    }

    @Test func jsonForPrograms() throws {
        let value = try JSON.read(try Self.told(.json))
        #expect(value["entries"]?.arrayValue?.count == 4)
        #expect(
            value["entries"]?[1]?["mendings"]
                == .array([.string(#"url: "www.example.org" made "https://www.example.org""#)]))
        let totals = #"{"records":4,"added":2,"changed":0,"unchanged":0,"refused":2,"mended":2}"#
        #expect(JSON.text(try #require(value["totals"])) == totals)
        #expect(JSON.text(try #require(value["left_out"])) == #"[{"member":"logo","records":1}]"#)
        #expect(try JSON.read(ImportReport(.json).text(of: ImportSummary()))["entries"] == .array([]))
    }
}
