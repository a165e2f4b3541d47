import Glibc
import JSON
import Testing

extension EndToEnd {
    /// The process is killed while clients write: all that was acknowledged is there, and nothing is half there.
    struct KillTests {
        private static let rounds = 20
        private static let clientCount = 5

        private let scratch: Scratch
        private let database: String

        init() throws {
            scratch = try Scratch()
            database = scratch.file("kith.db")
        }

        @Test func nothingAcknowledgedIsLostAndNothingIsHalfDone() throws {
            let token = try Service.token("practitioner", scratch)
            var random = Random(seed: 20)
            var service = try Service(scratch)
            let writers = try Self.makeWriters(service, token)
            var acknowledged = 0
            for round in 1...Self.rounds {
                let ledgers = try killWhileWriting(service, writers, round, &random)
                #expect(ledgers.flatMap(\.complaints) == [])
                let entries = ledgers.flatMap(\.entries)
                acknowledged += entries.filter { $0.acknowledged != nil }.count
                let check = try Program.run(["check", "--database", database], in: scratch.path)
                #expect(check.code == 0, "round \(round): \(check)")
                try expectKept(entries, round)
                service = try Service(scratch)
                try expectRepeatable(entries, service, token, round)
                try expectWhole(round)
            }
            #expect(acknowledged > Self.rounds * Self.clientCount, "the clients hardly wrote")
            #expect(try service.stop() == .exited(0))
        }

        private static func makeWriters(_ service: Service, _ token: String) throws -> [LedgerClient] {
            let client = try service.connect()
            let person = try made(client.ask("POST", "/v1/people", token: token, body: #"{"preferred_name":"M."}"#))
            return try (0..<clientCount).map { index in
                let body = #"{"people":["\#(person)"],"entry_route":"self","what_matters":"case of client \#(index)"}"#
                let supportCase = try made(client.ask("POST", "/v1/cases", token: token, body: body))
                return LedgerClient(name: "client\(index)", token: token, person: person, supportCase: supportCase)
            }
        }

        private static func made(_ answer: Answer) throws -> String {
            guard answer.status == 201, let id = answer.json["id"]?.stringValue else {
                throw Child.Failure(description: answer.text)
            }
            return id
        }

        /// Kills after a random number of answers and a random moment more, so that every stage of a commit is met.
        private func killWhileWriting(
            _ service: Service, _ writers: [LedgerClient], _ round: Int, _ random: inout Random
        ) throws -> [Ledger] {
            let answers = Watched(0)
            let ledgers = Watched([Ledger](repeating: Ledger(), count: writers.count))
            let crowd = Crowd(writers.count) { index in
                let writer = writers[index].named("round\(round)-client\(index)")
                let ledger = writer.run(service) { answers.update { $0 += 1 } }
                ledgers.update { $0[index] = ledger }
            }
            let wanted = 5 + random.below(150)
            #expect(answers.wait(seconds: Child.patienceSeconds) { $0 >= wanted })
            usleep(UInt32(random.below(4000)))
            try service.crash()
            try crowd.join()
            return ledgers.read { $0 }
        }

        /// Every acknowledged write is a row with its id; an unacknowledged one is a row at most once.
        private func expectKept(_ entries: [Ledger.Entry], _ round: Int) throws {
            let stored = try storedIDs(round)
            for entry in entries {
                let ids = stored[entry.mark] ?? []
                if let id = entry.acknowledged {
                    #expect(ids == [id], "\(entry.mark) was acknowledged")
                } else {
                    #expect(ids.count <= 1, "\(entry.mark) is there \(ids.count) times")
                }
            }
            #expect(Set(stored.keys).isSubset(of: Set(entries.map(\.mark))))
        }

        /// Repeated under its key, every write is there once: the acknowledged ones with the answer of then.
        private func expectRepeatable(
            _ entries: [Ledger.Entry], _ service: Service, _ token: String, _ round: Int
        ) throws {
            let client = try service.connect()
            let before = try storedIDs(round)
            for entry in entries where entry.key != nil {
                let answer = try LedgerClient.send(entry, token, client)
                #expect(answer.status == 201, "\(entry.mark): \(answer.text)")
                let wasThere = before[entry.mark] != nil
                #expect(answer["Idempotency-Replayed"] == (wasThere ? "true" : nil), "\(entry.mark)")
                if let id = entry.acknowledged { #expect(answer.json["id"]?.stringValue == id) }
            }
            let after = try storedIDs(round)
            for entry in entries where entry.key != nil {
                #expect(after[entry.mark]?.count == 1, "\(entry.mark) is there \(after[entry.mark]?.count ?? 0) times")
            }
        }

        /// What tables say of each other holds, for every row that was ever written.
        private func expectWhole(_ round: Int) throws {
            let rules = [
                "cases that were changed": """
                SELECT id FROM cases WHERE version <> 1
                """,
                "cases without their one person, lead and move": """
                SELECT id FROM cases WHERE (SELECT COUNT(*) FROM case_people WHERE "case" = cases.id) <> 1
                    OR (SELECT COUNT(*) FROM case_leads WHERE "case" = cases.id AND worker = cases.lead) <> 1
                    OR (SELECT COUNT(*) FROM case_moves WHERE "case" = cases.id AND state = cases.state) <> 1
                """,
                "contacts that miss a part": """
                SELECT id FROM contacts WHERE channel IS NOT 'phone' OR minutes IS NULL OR version <> 1
                    OR "by" <> created_by OR note NOT LIKE 'round%-client%-%'
                """,
                "kept replies without their record": """
                SELECT key FROM idempotent_replies WHERE status <> 201
                    OR (SELECT COUNT(*) FROM contacts WHERE id = json_extract(CAST(body AS TEXT), '$.id')
                        AND 'key-' || note = key)
                    + (SELECT COUNT(*) FROM cases WHERE id = json_extract(CAST(body AS TEXT), '$.id')
                        AND 'key-' || what_matters = key) <> 1
                """,
            ]
            for (rule, sql) in rules {
                let broken = try Program.sql(database, sql)
                #expect(broken == [], "round \(round): \(rule)")
            }
        }

        /// The ids in the database by mark, of one round.
        private func storedIDs(_ round: Int) throws -> [String: [String]] {
            let rows = try Program.sql(
                database,
                """
                SELECT note, id FROM contacts WHERE note LIKE 'round\(round)-%'
                UNION ALL SELECT what_matters, id FROM cases WHERE what_matters LIKE 'round\(round)-%'
                """)
            var ids: [String: [String]] = [:]
            for row in rows {
                let parts = row.split(separator: "|").map(String.init)
                guard parts.count == 2 else { throw Child.Failure(description: "half a row: \(row)") }
                ids[parts[0], default: []].append(parts[1])
            }
            return ids
        }
    }
}

extension LedgerClient {
    /// The same client under another name.
    func named(_ name: String) -> LedgerClient {
        LedgerClient(name: name, token: token, person: person, supportCase: supportCase)
    }
}
