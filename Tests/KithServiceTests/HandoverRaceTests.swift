import Dispatch
import HTTP
import JSON
import SQLite
import Synchronization
import Testing

@testable import KithService

/// Many at once change who leads a case: there is never a second lead, and no period or move is lost.
@Suite struct HandoverRaceTests {
    private static let threads = 8
    private static let requestsEach = 25

    /// What came of one request.
    private struct Outcome: Sendable {
        let target: String
        let status: Int
        let code: String?
    }

    private let test: TestService
    private let supervisor: Colleague
    private let workers: [Colleague]
    private let supportCase: String

    init() throws {
        let test = try TestService()
        let team = try test.makeTeam()
        supervisor = try test.makeColleague(.supervisor, name: "The supervisor", team: team)
        workers = try (0..<4).map { try test.makeColleague(name: "Worker \($0)", team: team) }
        let person = try test.make("/v1/people", #"{"preferred_name": "Danny"}"#, by: workers[0])
        let body = #"{"people": ["\#(person)"], "entry_route": "self"}"#
        supportCase = try test.make("/v1/cases", body, by: workers[0])
        self.test = test
    }

    /// Sends its share of the requests, as another connection would.
    private static func send(
        _ thread: Int, _ service: Service, _ token: String, _ supportCase: String, _ workers: [String]
    ) throws -> [Outcome] {
        let client = try LocalClient(service)
        let fields = ["Authorization: Bearer \(token)", "Content-Type: application/json"]
        func ask(_ method: String, _ target: String, _ body: String = "") throws -> Response {
            try client.ask(method, "/v1/cases/\(supportCase)\(target)", fields: fields, body: Array(body.utf8))
        }
        return try (0..<requestsEach).map { index in
            let lead = try JSON.read(try ask("GET", "").text)["lead"]?.stringValue
            let (target, body) =
                switch (thread + index) % 5 {
                case 0: ("/state", #"{"state": "at_rest", "reason": "moved"}"#)
                case 1: ("/reopen", "{}")
                default:
                    // Each hands over from whom it saw: who comes second is told that it is so no longer.
                    (
                        "/handovers",
                        #"{"from": "\#(lead ?? workers[0])", "to": "\#(workers[(thread + index) % workers.count])"}"#
                    )
                }
            let answer = try ask("POST", target, body)
            return Outcome(
                target: target, status: Int(answer.status.code),
                code: try JSON.read(try answer.text)["code"]?.stringValue)
        }
    }

    private func race() throws -> [Outcome] {
        let outcomes = Mutex<[Result<[Outcome], any Error>]>([])
        let (service, token, supportCase) = (test.service, supervisor.token, supportCase)
        let ids = workers.map(\.id.canonical)
        DispatchQueue.concurrentPerform(iterations: Self.threads) { thread in
            let result = Result { try Self.send(thread, service, token, supportCase, ids) }
            outcomes.withLock { $0.append(result) }
        }
        return try outcomes.withLock { try $0.flatMap { try $0.get() } }
    }

    @Test func thereIsNeverASecondLeadAndNothingIsLost() throws {
        let outcomes = try race()
        #expect(outcomes.count == Self.threads * Self.requestsEach)
        func done(_ target: String) -> Int { outcomes.count { $0.target == target && $0.status < 300 } }
        let told: Set = ["lead_changed", "already_leads", "case_at_rest", "already_in_state", "not_at_rest"]
        for lost in outcomes where lost.status >= 300 {
            #expect(lost.status == 409 && told.contains(lost.code ?? ""), "\(lost)")
        }
        #expect(done("/handovers") > 0 && done("/state") > 0 && done("/reopen") > 0)
        #expect(outcomes.contains { $0.status == 409 })
        let db = try Connection(path: test.path, options: .reader)
        func count(_ sql: String) throws -> Int {
            var count: Int64 = 0
            try db.queryText(sql, []) { count = $0.int(0) }
            return Int(count)
        }
        #expect(try count("SELECT COUNT(*) FROM handovers") == done("/handovers"))
        #expect(try count("SELECT COUNT(*) FROM case_moves") == 1 + done("/state") + done("/reopen"))
        #expect(try count("SELECT COUNT(*) FROM case_leads") == 1 + done("/handovers") + done("/reopen"))
        #expect(
            try count(#"SELECT COUNT(*) FROM case_leads WHERE "to" IS NULL"#)
                == count("SELECT COUNT(*) FROM cases WHERE state <> 'at_rest'"))
        #expect(try RecordCheck.faults(db) == [])
    }

    /// Without any of ours between: the database itself refuses a second lead.
    @Test func theDatabaseRefusesASecondLead() throws {
        let (supportCase, worker) = (supportCase, workers[1].id)
        let fault = #expect(throws: SQLiteError.self) {
            try test.service.database.perform(test.service.clock, test.service.ids) { transaction in
                var lead = Draft<Lead>()
                lead[Lead.supportCase] = ID(supportCase)
                lead[Lead.worker] = worker
                lead[Lead.from] = transaction.now.wholeSecond
                _ = try Lead.table.insert(lead, by: .operatorOfTheFile, transaction)
            }
        }
        #expect(fault?.constraint != nil)
    }
}
