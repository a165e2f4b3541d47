import Glibc
import JSON
import Testing

extension EndToEnd {
    /// A minute of broken requests: nobody else notices, nothing is left behind.
    struct GarbageTests {
        /// How long; KITH_GARBAGE_SECONDS says otherwise.
        private static let seconds = getenv("KITH_GARBAGE_SECONDS").flatMap { Double(String(cString: $0)) } ?? 60
        private static let attackerCount = 4
        private static let restMilliseconds: Int32 = 4
        /// The slowest answer that another client may see, in milliseconds.
        private static let canaryMilliseconds = 100.0
        /// Without optimisation the service needs longer, and so do the attackers, in the tests' own process.
        ///
        /// The bound above is that of a release build (`swift test -c release`) on an idle machine: how late an idle
        /// thread was meanwhile is allowed on top of it.
        private static let debugFactor = 2.0
        /// How much more of time and memory a program takes that a sanitizer watches.
        private static let sanitizerFactor = Program.isSanitized ? 10.0 : 1
        /// How much memory the garbage may leave behind, in bytes: buffers of connections are kept for the next ones.
        private static let residentGrowthBytesMax = 96 << 20
        /// How much more of it may be left behind by the second half, in bytes: what leaks goes on leaking.
        private static let laterGrowthBytesMax = 16 << 20
        /// How many messages must have been sent each second: less is no attack.
        private static let messagesPerSecondMin = 50.0

        @Test func nobodyElseNotices() throws {
            let service = try Service(settings: [
                "log.access=false", "head_timeout_seconds=2", "body_timeout_seconds=2", "idle_timeout_seconds=2",
            ])
            let token = try service.token("practitioner")
            let client = try service.connect()
            let supportCase = try Self.makeCase(client, token)
            _ = Canary(token: token).run(service, until: Timing.seconds() + 0.5)
            let descriptorsBefore = service.descriptorCount
            let residentBefore = service.residentBytes

            let end = Timing.seconds() + Self.seconds
            let totals = Watched((sent: 0, answered: 0))
            let attackers = Crowd(Self.attackerCount) { index in
                let attacker = Attacker(
                    seed: UInt64(index + 1), token: token, supportCase: supportCase,
                    restMilliseconds: Self.restMilliseconds)
                let done = attacker.run(service, until: end)
                totals.update { total in total = (total.sent + done.sent, total.answered + done.answered) }
            }
            let residentHalfway = Watched(0)
            let scale = Crowd(1) { _ in
                Timing.pause(milliseconds: Int32(Self.seconds * 500))
                residentHalfway.update { $0 = service.residentBytes }
            }
            let lag = Watched(0.0)
            let metronome = Crowd(1) { _ in
                let worst = Metronome().worstLagMilliseconds(until: end)
                lag.update { $0 = worst }
            }
            let song = Canary(token: token).run(service, until: end)
            try attackers.join()
            try metronome.join()
            try scale.join()

            let (sent, answered) = totals.read { $0 }
            let slowest = song.milliseconds.max() ?? .infinity
            print(
                """
                garbage: \(sent) messages, \(answered) answers heard; canary: \(song.milliseconds.count) answers, \
                p50 \(song.percentile(50)) ms, p99 \(song.percentile(99)) ms, slowest \(slowest) ms; \
                an idle thread \(lag.read { $0 }) ms late; \
                resident \(residentBefore >> 20), halfway \(residentHalfway.read { $0 } >> 20), \
                then \(service.residentBytes >> 20) MiB
                """)
            #expect(service.child.end == nil, "it crashed: \(service.child.err)")
            #expect(song.complaints == [])
            let allowed =
                Self.canaryMilliseconds * (Program.isDebug ? Self.debugFactor : 1) * Self.sanitizerFactor
                + lag.read { $0 }
            #expect(slowest <= allowed)
            #expect(Double(sent) >= Self.messagesPerSecondMin * Self.seconds / Self.sanitizerFactor)
            #expect(answered > sent / 10)
            Self.expectNoLeak(residentBefore, halfway: residentHalfway.read { $0 }, then: service.residentBytes)
            #expect(Timing.eventually { service.descriptorCount <= descriptorsBefore }, "descriptors are left open")
            #expect(!service.child.err.contains("request failed"), "\(service.child.err)")
            #expect(try service.stop() == .exited(0))
            let check = try Program.run(["check", "--database", service.database], in: service.scratch.path)
            #expect(check.code == 0, "\(check)")
        }

        private static func expectNoLeak(_ before: Int, halfway: Int, then: Int) {
            #expect(Double(then - before) < Double(residentGrowthBytesMax) * sanitizerFactor)
            #expect(Double(then - halfway) < Double(laterGrowthBytesMax) * sanitizerFactor)
        }

        private static func makeCase(_ client: Client, _ token: String) throws -> String {
            let person = try client.ask("POST", "/v1/people", token: token, body: #"{"preferred_name":"M."}"#)
            let body = #"{"people":["\#(person.json["id"]?.stringValue ?? "")"],"entry_route":"self"}"#
            let made = try client.ask("POST", "/v1/cases", token: token, body: body)
            return try #require(made.json["id"]?.stringValue, "\(made.text)")
        }
    }
}
