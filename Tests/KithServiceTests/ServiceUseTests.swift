import JSON
import Testing

@testable import KithService

/// What a use of a service costs comes from the installation's own list, with the year of the price.
@Suite struct ServiceUseTests {
    private static let terms = #"""
        {"title": "Services", "configurable": true, "terms": [
            {"code": "arrest", "label": "Arrest", "unit_cost": 700.5, "price_year": 2025},
            {"code": "free_call", "label": "A call that costs nothing", "unit_cost": 0, "price_year": 2025},
            {"code": "eviction", "label": "Eviction"}]}
        """#

    private func answers(_ services: [String]) throws -> [JSONValue] {
        var settings = ServiceSettings()
        settings.vocabularyFiles = ["service": Self.terms]
        let test = try TestService(settings: settings)
        let lead = try test.makeColleague()
        let person = try test.make("/v1/people", #"{"preferred_name": "M."}"#, by: lead)
        let opened = try test.make("/v1/cases", #"{"people": ["\#(person)"], "entry_route": "self"}"#, by: lead)
        return try services.map { service in
            let body = #"{"service": "\#(service)", "on": "2026-11-20"}"#
            return try JSON.read(
                try test.ask("POST", "/v1/cases/\(opened)/service-use", by: lead, body).text)
        }
    }

    @Test func aKnownCostIsKeptWithItsYearAndAnUnknownOneIsNotZero() throws {
        let told = try answers(["arrest", "free_call", "eviction"])
        #expect(told.map { $0["unit_cost"].flatMap(Double.init(json:)) } == [700.5, 0, nil])
        #expect(told.map { $0["price_year"]?.int64Value } == [2025, 2025, nil])
        #expect(told.map { $0["uncosted"]?.boolValue } == [false, false, true])
    }

    @Test(arguments: [
        #""unit_cost": 12"#, #""price_year": 2025"#, #""unit_cost": -1, "price_year": 2025"#,
        #""unit_cost": "12", "price_year": 2025"#, #""unit_cost": 12, "price_year": 25"#,
    ])
    func aCostIsToldWithItsYearOrNotAtAll(_ members: String) {
        let file = #"{"title": "x", "configurable": true, "terms": [{"code": "a", "label": "A", \#(members)}]}"#
        let fault = #expect(throws: Vocabulary.Unusable.self) { try Vocabulary(name: .service, file: file) }
        #expect(fault?.description.contains("unit_cost") == true)
    }
}
