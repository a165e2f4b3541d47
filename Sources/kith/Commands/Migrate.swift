import ArgumentParser
import KithService
import Logging
import Migrations
import SQLite

/// `kith migrate`: brings the database's schema up to date.
struct Migrate: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Brings the database's schema up to date.")

    @OptionGroup var settings: SettingsOptions

    @Flag(help: "Change nothing: end with 1 where something is to be done.")
    var check = false

    func run() throws {
        let installation = try settings.installation()
        if check {
            let plan = try Migrator(Migrations.all).check(path: installation.databasePath)
            guard plan.isCurrent else {
                let names = plan.pending.map(\.name).joined(separator: ", ")
                throw Failure("the schema is behind by \(plan.pending.count): \(names). Run kith migrate.")
            }
            Terminal.say("the schema is up to date: \(plan.applied.count) migrations")
        } else {
            let report = try installation.migrate()
            for name in report.applied { Terminal.say("applied \(name)") }
            if report.applied.isEmpty { Terminal.say("the schema was up to date") }
        }
    }
}

extension Installation {
    /// Makes sure that there is a database with the schema of this program, and changes nothing.
    ///
    /// - Throws: `Failure`; `MigrationError`.
    func requireCurrentSchema() throws {
        let plan = try Migrator(Migrations.all).check(path: databasePath)
        guard !plan.applied.isEmpty else { throw Failure("there is no database at \(databasePath).") }
        guard plan.isCurrent else { throw Failure("the schema is behind. Run kith migrate.") }
    }

    /// Brings the schema up to date, and says where the copy from before is.
    ///
    /// - Throws: `MigrationError`.
    @discardableResult
    func migrate() throws -> MigrationReport {
        let report = try Migrator(Migrations.all).apply(path: databasePath, now: currentTime)
        if let backup = report.backup {
            logger.notice("the database from before the migration is kept", metadata: ["file": "\(backup)"])
        }
        return report
    }
}
