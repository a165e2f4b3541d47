import Server
import Testing

@Test func anIdleConnectionHasALimit() {
    #expect(ServerConfiguration().idleTimeoutSeconds == 60)
}
