import Testing

@testable import KithService

@Test func theDefaultsAreInTheBinary() {
    #expect(Configuration.text("kith.json") != nil)
}
