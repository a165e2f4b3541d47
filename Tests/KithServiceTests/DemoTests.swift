import Glibc
import Logging
import Migrations
import SQLite
import Testing

@testable import KithService

/// The made-up neighbourhood is told through the API, whole.
@Suite struct DemoTests {
    @Test func everyStepOfTheStoryIsTaken() throws {
        let test = try TestService()
        let path = test.path + ".demo"
        defer { for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) } }
        try Migrator(Migrations.all).apply(path: path, now: TestService.start)
        let story = try DemoStory(try #require(Configuration.text("demo.json")))
        let teller = try DemoTeller(story, databasePath: path, logger: Logger(label: "test"))
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
}
