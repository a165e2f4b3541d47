import Migrations
import SQLite
import Testing

@Suite struct MigrationsTests {
    @Test func theNamesCountUpWithoutAGap() {
        #expect(!Migrations.all.isEmpty)
        for (number, migration) in zip(1..., Migrations.all) {
            let digits = String(number)
            let prefix = String(repeating: "0", count: 4 - digits.count) + digits + "_"
            #expect(migration.name.hasPrefix(prefix), "\(migration.name)")
            #expect(migration.name.dropFirst(5).allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" })
        }
    }

    @Test func theyMakeASoundSchemaOfStrictTables() throws {
        let connection = try Connection(inMemory: ())
        for migration in Migrations.all { try connection.script(migration.sql) }
        #expect(try IntegrityCheck.run(on: connection).isSound)
        let loose: SQL = """
            SELECT name FROM pragma_table_list
            WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT GLOB 'sqlite_*'
            """
        try connection.query(loose) { row in
            let name = row.string(0)
            Issue.record("the table \(name) is not STRICT")
        }
    }
}
