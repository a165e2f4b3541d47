import Testing

@testable import KithService

struct NearestNameTests {
    private let names = ["preferred_name", "names", "pronouns", "born", "died_on", "about_me", "note", "at", "by"]

    @Test(arguments: [
        ("prefered_name", "preferred_name"), ("preferredName", "preferred_name"), ("preferred-name", "preferred_name"),
        ("PREFERRED_NAME", "preferred_name"), ("name", "names"), ("anmes", "names"), ("bron", "born"),
        ("pronuons", "pronouns"), ("diedon", "died_on"), ("ta", "at"), ("not", "note"), ("about", nil), ("x", nil),
        ("", nil), ("postcode", nil), ("zzzz", nil), ("preferred_name", "preferred_name"), ("aboutme", "about_me"),
    ])
    func theNearestIsFound(_ given: String, _ expected: String?) {
        #expect(NearestName.of(given, among: names) == expected)
    }

    @Test func aSwapCountsOnceAndTheFirstOfEqualsIsTaken() {
        #expect(NearestName.of("abc", among: ["acb"]) == "acb")
        #expect(NearestName.of("abc", among: ["cba"]) == nil)
        #expect(NearestName.of("limt", among: ["limb", "limit", "lime"]) == "limb")
        #expect(NearestName.of("a", among: ["b"]) == nil)
        #expect(NearestName.of("limit", among: []) == nil)
    }

    @Test func veryLongNamesAreNotCompared() {
        let long = String(repeating: "a", count: NearestName.bytesMax)
        #expect(NearestName.of(long, among: [long]) == long)
        #expect(NearestName.of(long + "a", among: [long]) == nil)
        #expect(NearestName.of(String(repeating: "é", count: 1_000_000), among: names) == nil)
    }
}
