import HTTP
import Testing

@Test func theTargetIsLimited() {
    #expect(Limits().targetBytesMax == 8192)
}
