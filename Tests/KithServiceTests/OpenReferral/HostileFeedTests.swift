import JSON
import Testing

@testable import KithService

/// Records that are made to do harm, or made by a broken program: each is told of, none stops the rest.
struct HostileFeedTests {
    /// Every member that the importer knows.
    static let members = [
        "id", "name", "description", "url", "email", "status", "fees", "accreditations", "deliverable_type",
        "attending_type", "attending_access", "pc_attendingAccess_additionalInfo", "assured_date", "pc_metadata",
        "pc_targetAudience", "organization", "alert", "minimum_age", "maximum_age", "schedules", "regular_schedules",
        "service_areas", "service_at_locations", "locations", "languages", "cost_options", "contacts", "phones",
        "attributes", "service_taxonomys", "eligibilitys", "phone",
    ]

    /// Values that are hardly ever right.
    static let values: [JSONValue] = [
        .null, .bool(true), .number(JSONNumber(-1)), .string(""), .string("\u{0}\u{1B}[2J\u{202E}"),
        .string(String(repeating: "<b>&amp;", count: 40)), .array([]), .object([:]),
        .array([.null, .number(JSONNumber(7)), .string("x"), .array([.object([:])])]),
        .object(["id": .array([]), "name": .object([:])]), nested(40),
    ]

    static func nested(_ depth: Int) -> JSONValue {
        (0..<depth).reduce(JSONValue.string("deep")) { value, level in
            level.isMultiple(of: 2) ? .array([value]) : .object(["x": value])
        }
    }

    @Test func everyMemberMayHoldAnything() throws {
        let bench = try ImportBench()
        var records: [String] = []
        for (index, value) in Self.values.enumerated() {
            for member in Self.members {
                var record: JSONObject = ["name": .string("Choir \(member) \(index)")]
                record[member] = value
                records.append(JSON.text(.object(record)))
            }
            let all = JSONObject(Self.members.map { (name: $0, value: value) })
            records.append(JSON.text(.object(all)))
        }
        let outcome = try bench.take(records.joined(separator: "\n"))
        #expect(outcome.entries.count == records.count)
        #expect(outcome.entries.allSatisfy { ($0.outcome == .refused) == ($0.reason != nil) })
        // Whatever was taken passes the rules of the API.
        var decoder = Decoder(vocabularies: try Vocabularies.builtIn.get())
        for entry in outcome.entries where entry.outcome == .added {
            var asset = try bench.asset(try #require(entry.id))
            asset["confirmed"] = nil
            _ = decoder.members(of: asset, Asset.fields.specs, at: .root)
        }
        #expect(decoder.faults.all == [])
        let second = try bench.take(records.joined(separator: "\n"))
        #expect(second.summary[.added] + second.summary[.changed] == 0)
    }

    @Test func insideOfObjectsToo() throws {
        let bench = try ImportBench()
        let inner = [
            "id", "name", "title", "number", "extension", "location", "addresses", "physical_addresses", "address_1",
            "postal_code", "latitude", "longitude", "external_identifier", "external_identifier_type", "freq", "byday",
            "weekday", "opens_at", "closes_at", "interval", "dtstart", "valid_from", "valid_to", "option", "amount",
            "amount_description", "taxonomy_term", "taxonomy", "audienceType", "accessibility", "details", "phones",
            "language", "code", "notes", "description", "location_type",
        ]
        var records: [String] = []
        for value in Self.values.dropLast() + [
            Self.nested(4), .number(try #require(JSONNumber(text: "1e999"))), .string("-1MO,99XX,MONDAY"),
        ] {
            let object = JSONValue.object(JSONObject(inner.map { (name: $0, value: value) }))
            let names = ["location", "addresses", "phones", "taxonomy_term", "taxonomy", "accessibility"]
            let doubled = JSONValue.object(JSONObject(names.map { (name: $0, value: object) }))
            for item in [object, doubled, .array([object, doubled])] {
                var record = JSONObject(Self.members.map { (name: $0, value: item) })
                record["id"] = nil
                record["name"] = .string("Choir \(records.count)")
                records.append(JSON.text(.object(record)))
            }
        }
        let outcome = try bench.take(records.joined(separator: "\n"))
        #expect(outcome.entries.count == records.count)
        #expect(outcome.entries.filter { $0.outcome == .refused }.map(\.reason) == [])
    }

    @Test func hugeRecordsArePassedOver() throws {
        let bench = try ImportBench()
        let huge = #"{"id":"1","name":""# + String(repeating: "x", count: OpenReferralImport.recordBytesMax) + "\"}"
        let deep = String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000)
        let outcome = try bench.take("[\(huge),{\"name\":\(deep)},{\"name\":\"Choir\"}]")
        #expect(outcome.outcomes == [.refused, .refused, .added])
        #expect(outcome.entries.first?.reason?.contains("a record has at most 4194304") == true)
        #expect(outcome.entries[1].reason?.contains("deep in one another") == true)
    }

    @Test func manyNamesOfMembersAreCountedTogether() throws {
        let bench = try ImportBench()
        let members = (0..<300).map { "\"m\($0)\":1" }.joined(separator: ",")
        let summary = try bench.take(#"{"name":"Choir",\#(members)}"#).summary
        #expect(summary.leftOut.count == ImportSummary.membersMax)
        #expect(summary.leftOutUnnamed == 1)
    }
}
