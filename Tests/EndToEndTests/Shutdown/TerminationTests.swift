import Glibc
import Testing

extension EndToEnd {
    /// SIGTERM: what was asked is answered, then the process ends with nothing left in the log of the database.
    struct TerminationTests {
        /// How soon an idle service ends, in seconds.
        private static let idleEndSeconds = 3.0

        @Test(arguments: [SIGTERM, SIGINT])
        func underLoadEverythingThatWasSentIsAnswered(signal: Int32) throws {
            let service = try Service()
            let token = try service.token("practitioner")
            let isSignalled = Watched(false)
            let answers = Watched(0)
            let depths = [1, 1, 1, 1, 4, 8, 16]
            let accounts = Watched([LoadClient.Account](repeating: .init(), count: depths.count))
            let crowd = Crowd(depths.count) { index in
                let client = LoadClient(depth: depths[index], token: token)
                let account = client.run(service, isSignalled: { isSignalled.read { $0 } }) {
                    answers.update { $0 += 1 }
                }
                accounts.update { $0[index] = account }
            }
            #expect(answers.wait(seconds: Child.patienceSeconds) { $0 >= 200 })
            isSignalled.update { $0 = true }
            service.child.send(signal)
            #expect(try service.child.waitForEnd() == .exited(0))
            try crowd.join()

            for (depth, account) in zip(depths, accounts.read { $0 }) {
                #expect(account.complaints == [], "depth \(depth)")
                #expect(account.answers.allSatisfy { $0 == 200 || $0 == 201 }, "depth \(depth): \(account.answers)")
                #expect(
                    account.wasToldToStop || account.answers.count >= account.sentBefore,
                    "depth \(depth): \(account.sentBefore) were sent before, \(account.answers.count) were answered")
            }
            #expect((Scratch.size(service.database + "-wal") ?? 0) == 0)
            let check = try Program.run(["check", "--database", service.database], in: service.scratch.path)
            #expect(check.code == 0, "\(check)")
            let created = accounts.read { $0 }.flatMap(\.answers).filter { $0 == 201 }.count
            let stored = try Program.sql(service.database, "SELECT COUNT(*) FROM people").first.flatMap { Int($0) } ?? 0
            #expect(stored >= created)
        }

        @Test func anIdleServiceEndsAtOnce() throws {
            let service = try Service()
            let idle = try service.connect()
            #expect(try idle.ask("GET", "/live").status == 200)
            let before = Timing.seconds()
            #expect(try service.stop() == .exited(0))
            #expect(Timing.seconds() - before < Self.idleEndSeconds)
            #expect(try idle.read() == nil)
            #expect((Scratch.size(service.database + "-wal") ?? 0) == 0)
            #expect(!service.child.err.contains("error"))
        }

        /// A request that never comes to its end holds the drain; a second signal does not wait for it.
        @Test func aSecondSignalEndsAtOnce() throws {
            let service = try Service(settings: ["drain_seconds=60"])
            let token = try service.token("practitioner")
            let stuck = try service.connect()
            let head = stuck.request("POST", "/v1/people", token: token, fields: ["Expect: 100-continue"], body: "{}")
            try stuck.send(String(head.dropLast(2)))
            #expect(try stuck.read()?.status == 100)
            service.child.send(SIGTERM)
            // From now on nobody new is taken: the drain has begun.
            #expect(Timing.eventually { (try? service.connect()) == nil })
            #expect(service.child.end == nil)
            let before = Timing.seconds()
            service.child.send(SIGTERM)
            #expect(try service.child.waitForEnd() == .exited(0))
            #expect(Timing.seconds() - before < Self.idleEndSeconds)
            let check = try Program.run(["check", "--database", service.database], in: service.scratch.path)
            #expect(check.code == 0, "\(check)")
        }

        /// A drain is not for ever: what does not come to its end within `drain_seconds` is cut.
        @Test func aDrainEndsInTime() throws {
            let service = try Service(settings: ["drain_seconds=1"])
            let token = try service.token("practitioner")
            let stuck = try service.connect()
            let head = stuck.request("POST", "/v1/people", token: token, fields: ["Expect: 100-continue"], body: "{}")
            try stuck.send(String(head.dropLast(2)))
            #expect(try stuck.read()?.status == 100)
            let before = Timing.seconds()
            #expect(try service.stop() == .exited(0))
            #expect(Timing.seconds() - before < 1 + Self.idleEndSeconds)
        }
    }
}
