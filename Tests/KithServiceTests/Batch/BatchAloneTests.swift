import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// What an operation is answered in a batch is what it would be answered by itself, whoever asks.
@Suite struct BatchAloneTests {
    private static let lines = MatrixLine.all.filter { line in
        Resources.routes.contains { $0.isForBatches && "\($0.method.rawValue) \($0.template)" == line.route }
    }

    /// Who asks: in every role, somebody who stands in no relationship to the case, and those who do.
    private static let callers = Role.allCases.map(\.rawValue) + ["lead", "mate", "stranger", "their supervisor"]

    private func tell() throws -> AccessStory {
        var story = try AccessStory()
        let listed = try JSON.read(try story.test.ask("GET", "/v1/tokens", as: .admin).text)
        let learners = listed["items"]?.arrayValue?.first {
            $0["worker"]?.stringValue == story.test.workers[.learner]?.canonical
        }
        story.name("token", try #require(learners?["id"]?.stringValue))
        return story
    }

    private func token(_ caller: String, _ story: AccessStory) throws -> String {
        switch caller {
        case "lead": story.lead.token
        case "mate": story.mate.token
        case "stranger": story.stranger.token
        case "their supervisor": story.supervisor.token
        default: try #require(Role(rawValue: caller).flatMap { story.test.tokens[$0] })
        }
    }

    /// What a caller is told, in one form: status, location, tag and body.
    private struct Told: Equatable {
        let status: Int
        var location: String?
        var tag: String?
        var body: JSONValue?

        init(alone response: Response) throws {
            status = Int(response.status.code)
            let text = try response.text
            if !text.isEmpty { body = try JSON.read(text) }
            // The present tag of what was refused as stale may be of a state that goes with the batch.
            guard status < 400 else { return }
            location = response.fields.first(.location)
            tag = response.fields.first(.etag)
            hideSecret()
        }

        init(batched response: Response) throws {
            let document = try JSON.read(try response.text)
            guard response.status == .ok else {
                status = Int(response.status.code)
                var problem = try #require(document.objectValue)
                #expect(problem["operation"] == 0)
                problem["operation"] = nil
                problem["errors"] = problem["errors"]?.arrayValue.map { faults in
                    .array(
                        faults.map { fault in
                            var fault = fault.objectValue ?? [:]
                            let pointer = fault["pointer"]?.stringValue ?? ""
                            #expect(pointer.hasPrefix("/operations/0/body"))
                            fault["pointer"] = .string(String(pointer.dropFirst("/operations/0/body".utf8.count)))
                            return .object(fault)
                        })
                }
                body = .object(problem)
                return
            }
            let results = try #require(document["results"]?.arrayValue)
            #expect(results.count == 1)
            status = try #require(results[0]["status"]?.int64Value.map { Int($0) })
            (location, tag) = (results[0]["location"]?.stringValue, results[0]["etag"]?.stringValue)
            body = results[0]["body"]
            hideSecret()
        }

        /// A new token's secret is made by chance.
        private mutating func hideSecret() {
            guard var record = body?.objectValue, record["token"] != nil else { return }
            record["token"] = "kith_"
            body = .object(record)
        }
    }

    /// Two services that differ in nothing are asked the same, one by one and in batches, and stay the same.
    @Test(arguments: callers) func everyRouteThatWritesAnswersAsByItself(_ caller: String) throws {
        #expect(Self.lines.count > 40)
        let (one, other) = (try tell(), try tell())
        try #require(one.ids == other.ids)
        let authorization = "Authorization: Bearer "
        for line in Self.lines {
            let method = String(line.route.prefix { $0 != " " })
            let matches = method == "POST" ? [nil] : ["\"9\"", nil, "*"]
            for match in matches {
                let target = one.resolve(line.target)
                let body = line.body.map { one.resolve($0) }
                let alone = try one.test.ask(
                    method, target, as: nil, body,
                    fields: [authorization + (try token(caller, one))] + (match.map { ["If-Match: \($0)"] } ?? []))
                var operation: JSONObject = ["method": .string(method), "path": .string(target)]
                operation["if_match"] = match.map { .string($0) }
                operation["body"] = try body.map { try JSON.read($0) }
                let batch = try other.test.ask(
                    "POST", "/v1/batch", as: nil, JSON.text(["operations": [.object(operation)]]),
                    fields: [authorization + (try token(caller, other))])
                let (left, right) = (try Told(alone: alone), try Told(batched: batch))
                #expect(left == right, "\(caller): \(line.route) \(match ?? "-")")
            }
        }
        #expect(try rows(one) == (try rows(other)), "what is in the tables is the same")
    }

    /// How many rows each table of the service has, without the trail, whose rows a batch has one more of.
    private func rows(_ story: AccessStory) throws -> [String] {
        let test = story.test
        return try test.service.database.perform(test.clock, test.service.ids) { transaction in
            var tables: [String] = []
            try transaction.db.query(
                """
                SELECT name FROM sqlite_schema
                WHERE type = 'table' AND name NOT LIKE '%audit%' AND sql NOT LIKE '%VIRTUAL%'
                """
            ) { tables.append($0.string(0)) }
            return try tables.sorted().map { table in
                var count: Int64 = 0
                try transaction.db.queryText("SELECT COUNT(*) FROM \(table)", []) { count = $0.int(0) }
                return "\(table) \(count)"
            }
        }
    }
}
