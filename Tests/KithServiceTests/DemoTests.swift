import Glibc
import HTTP
import JSON
import Logging
import Migrations
import SQLite
import Testing

@testable import KithService

/// The made-up neighbourhood is told through the API, whole.
@Suite struct DemoTests {
    private let test: TestService
    private let story: DemoStory
    private let teller: DemoTeller
    private let path: String

    init() throws {
        test = try TestService()
        path = test.path + ".demo"
        try Migrator(Migrations.all).apply(path: path, now: TestService.start)
        story = try DemoStory(try #require(Configuration.text("demo.json")))
        teller = try DemoTeller(story, databasePath: path, logger: Logger(label: "test"))
    }

    private func forget() {
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    }

    @Test func everyStepOfTheStoryIsTaken() throws {
        defer { forget() }
        let ids = try teller.tell()
        let db = try Connection(path: path, options: .reader)

        let danny = try #require(ids["danny"])
        let agencies = try db.one(
            """
            SELECT COUNT(DISTINCT contacts.agency)
            FROM contacts JOIN case_people ON case_people."case" = contacts."case"
            WHERE person = $1
            """, danny
        ) { $0.int(0) }
        #expect(agencies == 28)
        let leads = try db.one(
            """
            SELECT COUNT(DISTINCT worker) FROM case_leads JOIN case_people ON case_people."case" = case_leads."case"
            WHERE person = $1
            """, danny
        ) { $0.int(0) }
        #expect(leads == 1, "the one worker who stayed")
        #expect(try RecordCheck.faults(db).isEmpty)
        #expect(story.suggestions.allSatisfy { !teller.resolve($0.target).contains("$") })
    }

    /// Each kind of record that casework has is in it, so that a newcomer meets each.
    @Test func everyKindOfCaseworkIsTold() throws {
        defer { forget() }
        _ = try teller.tell()
        let db = try Connection(path: path, options: .reader)
        for kind in ResourceKind.allCases where ![.merge, .erasure, .legalHold, .rightsRequest, .notice].contains(kind)
        {
            var count: Int64 = 0
            try db.queryText("SELECT count(*) FROM \(kind.table)", []) { count = $0.int(0) }
            #expect(count > 0, "\(kind)")
        }
        for condition in [
            "steps WHERE promise = 1 AND kept = 1", "steps WHERE promise = 1 AND kept = 0",
            "steps WHERE who_acts = 'by_person' AND done_at IS NOT NULL", "notes WHERE dispute_statement IS NOT NULL",
            "pulls WHERE outcome = 'refused'", "service_uses WHERE unit_cost IS NOT NULL",
            "service_uses WHERE unit_cost IS NULL", "share_decisions WHERE shared = 1",
            "share_decisions WHERE shared = 0",
            "barriers WHERE shared = 1 AND kind = 'silo'", "person_barriers WHERE until IS NULL",
        ] {
            var count: Int64 = 0
            try db.queryText("SELECT count(*) FROM \(condition)", []) { count = $0.int(0) }
            #expect(count > 0, "\(condition)")
        }
    }

    /// What was said is never unsaid: the database refuses it, whatever the code would do.
    @Test func whatIsAppendOnlyCannotBeChanged() throws {
        defer { forget() }
        _ = try teller.tell()
        let db = try Connection(path: path, options: .init(.write))
        var tables: Set<String> = []
        try db.queryText(
            "SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE '%_never_changed'", []
        ) { tables.insert($0.string(0)) }
        var tried: Set<String> = []
        for table in tables {
            var count: Int64 = 0
            try db.queryText("SELECT count(*) FROM \(table)", []) { count = $0.int(0) }
            guard count > 0 else { continue }
            tried.insert(table)
            var column = ""
            try db.queryText("SELECT name FROM pragma_table_info(?) WHERE cid = 0", [.text(table)]) {
                column = $0.string(0)
            }
            #expect(throws: SQLiteError.self, "\(table)") {
                try db.runText("UPDATE \(table) SET \(column) = \(column)", [])
            }
        }
        #expect(tried.isSuperset(of: ["accounts", "case_moves", "audit", "handovers", "revisions"]), "\(tried)")
    }

    /// What is printed to be tried is answered, and each answer has something in it.
    @Test func whatIsToBeTriedIsAnswered() throws {
        defer { forget() }
        let ids = try teller.tell()
        let clock = ManualClock(try Instant("2026-11-20T12:00:00Z"))
        let service = try Service(
            database: try Database(path: path) { Issue.record("\($0)") }, settings: ServiceSettings(), clock: clock,
            ids: SeededIDSource(seed: 1, clock: clock), logger: Logger(label: "test"))
        defer { service.close() }
        let you = try #require(ids[story.you].flatMap { ID($0) })
        let secret = try service.database.perform(service.clock, service.ids) { transaction in
            var token = Draft<Token>()
            token[Token.worker] = you
            token[Token.label] = "Test"
            token[Token.role] = "supervisor"
            return try TokenStore.create(token, by: .operatorOfTheFile, transaction).secret
        }
        let client = try LocalClient(service)
        var members: Set<String> = []
        for suggestion in story.suggestions {
            let body = suggestion.body.map { JSON.text(teller.resolve($0)) }
            let answer = try client.ask(
                body == nil ? "GET" : "POST", teller.resolve(suggestion.target),
                fields: ["Authorization: Bearer \(secret)", "Content-Type: application/json"],
                body: Array((body ?? "").utf8))
            let told = try JSON.read(try answer.text)
            #expect(answer.status == .ok, "\(suggestion.say): \(JSON.text(told))")
            let lists = ["items", "measures", "groups"].filter { told[$0]?.arrayValue?.isEmpty == false }
            #expect(!lists.isEmpty, "\(suggestion.say)")
            members.formUnion(lists)
            // They stand between the apostrophes of a shell.
            #expect(!(suggestion.target + (body ?? "")).contains("'"))
            if lists == ["groups"] {
                #expect(told["groups"]?.arrayValue?.contains { $0["cases"]?.int64Value == 5 } == true)
            }
        }
        #expect(members == ["items", "measures", "groups"])
    }
}
