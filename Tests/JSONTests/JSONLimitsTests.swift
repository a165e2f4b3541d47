import JSON
import Testing

@Test func theStandardDepthIsLimited() {
    #expect(JSONLimits.standard.depthMax == 64)
}
