import JSON
import Testing

@testable import KithService

/// Who may ask for what, and for how long, is said in a file.
@Suite struct AccessPolicyTests {
    @Test func theBuildsFileSaysWhoMayAsk() throws {
        let policy = try ServiceSettings().accessPolicy()
        let hours: [(AccessPolicy.Purpose, Role, Int64?)] = [
            (.directSupport, .practitioner, 24), (.directSupport, .supervisor, 24), (.safeguarding, .practitioner, 24),
            (.safeguarding, .supervisor, 24), (.statutoryDuty, .practitioner, nil), (.statutoryDuty, .supervisor, 72),
            (.rightsRequest, .practitioner, nil), (.rightsRequest, .supervisor, 72), (.quality, .supervisor, 8),
            (.quality, .admin, nil), (.safeguarding, .auditor, nil),
        ]
        for (purpose, role, hours) in hours {
            #expect(policy.seconds(for: purpose, role) == hours.map { $0 * 3600 }, "\(purpose) \(role)")
        }
    }

    /// The schema beside it knows the same purposes and bounds.
    @Test func theSchemaKnowsThePurposes() throws {
        let schema = try JSON.read(try #require(Configuration.text("access.schema.json")))
        let purposes = schema["properties"]?["purposes"]?["properties"]?.objectValue?.map(\.name)
        #expect(purposes == AccessPolicy.Purpose.allCases.map(\.rawValue))
        let hours = schema["$defs"]?["terms"]?["properties"]?["hours"]
        #expect(hours?["maximum"]?.int64Value == AccessPolicy.hoursMax)
    }

    @Test(arguments: [
        ("", "access.json: "), ("{}", "needs purposes"), (#"{"purposes": {}, "roles": 1}"#, #"no member "roles""#),
        (#"{"purposes": {"quallity": {}}}"#, #"Did you mean "quality"?"#),
        (#"{"purposes": {"quality": {"roles": ["supervisor"]}}}"#, "quality needs roles, and hours"),
        (#"{"purposes": {"quality": {"roles": ["supervisor"], "hours": 745}}}"#, "from 1 to 744"),
        (#"{"purposes": {"quality": {"roles": ["admin"], "hours": 1}}}"#, "practitioner and supervisor"),
    ])
    func aWrongFileIsRefused(text: String, reason: String) {
        let fault = #expect(throws: AccessPolicy.Unusable.self) { try AccessPolicy(file: text) }
        #expect(fault?.description.contains(reason) == true)
    }

    @Test func anInstallationsFileTakesThePlaceOfTheBuilds() throws {
        var settings = ServiceSettings()
        settings.accessFile = #"{"purposes": {"quality": {"roles": ["practitioner"], "hours": 1}}}"#
        let policy = try settings.accessPolicy()
        #expect(policy.seconds(for: .quality, .practitioner) == 3600)
        #expect(policy.seconds(for: .safeguarding, .supervisor) == nil)
    }
}
