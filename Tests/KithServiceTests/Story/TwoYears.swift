@testable import KithService

extension Scenario {
    /// One person's two years, told by the API alone: `Scenarios/two-years.txt`.
    static var twoYears: Scenario {
        var settings = ServiceSettings()
        settings.vocabularyFiles = ["service": services]
        return Scenario(name: "two-years", isStory: true, settings: settings, start: "2024-11-04T09:00:00Z")
    }

    /// What services cost in this story, in pounds; what a police incident does, nobody knows.
    private static let services = #"""
        {"title": "Services", "configurable": true, "terms": [
            {"code": "ed_attendance", "label": "Emergency department", "unit_cost": 210.5, "price_year": 2024},
            {"code": "ambulance", "label": "Ambulance", "unit_cost": 390, "price_year": 2024},
            {"code": "arrest", "label": "Arrest", "unit_cost": 730, "price_year": 2024},
            {"code": "night_in_custody", "label": "Night in custody", "unit_cost": 512.25, "price_year": 2023},
            {"code": "police_incident", "label": "Police incident"}]}
        """#
}
