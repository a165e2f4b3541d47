import ArgumentParser
import Glibc
import KithService
import Migrations
import SQLite

/// `kith backup`: a copy of the database, while it is in use.
struct BackUp: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copies the database, which may be in use, and checks the copy.")

    @OptionGroup var settings: SettingsOptions

    @Argument(help: "The file to make.")
    var file: String

    @Flag(help: "Replace the file where there is one.")
    var replace = false

    func run() throws {
        let installation = try settings.installation()
        try Backup.copy(from: installation.databasePath, to: file, replacing: replace)
        Terminal.say("copied and checked: \(file)")
    }
}

/// `kith restore`: puts a copy in the place of the database.
struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Puts a backup in the place of the database, which nobody has open; the old one is kept beside it.")

    @OptionGroup var settings: SettingsOptions

    @Argument(help: "The backup.")
    var file: String

    func run() throws {
        let installation = try settings.installation()
        let old = try Backup.restore(from: file, to: installation.databasePath, migrations: Migrations.all)
        Terminal.say("restored: \(installation.databasePath)")
        guard let old else { return }
        let isWhole = access(old, F_OK) == 0
        Terminal.say("\(isWhole ? "the database from before is" : "the log that was left alone begins with") \(old)")
    }
}

/// `kith check`: whether database and settings are sound.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks settings, schema, integrity, references, records and the audit trail.")

    @OptionGroup var settings: SettingsOptions

    func run() throws {
        let installation = try settings.installation()
        try installation.requireCurrentSchema()
        let connection = try Connection(path: installation.databasePath, options: .reader)
        let report = try IntegrityCheck.run(on: connection)
        for fault in report.faults { Terminal.tell("damage: \(fault)") }
        for broken in report.brokenReferences {
            Terminal.tell("reference: \(broken.table) refers to a missing row of \(broken.parent)")
        }
        let faults = try installation.recordFaults()
        for fault in faults { Terminal.tell("records: \(fault)") }
        guard report.isSound else {
            throw Failure("the database is damaged. Restore the last backup: kith restore FILE.")
        }
        guard faults.isEmpty else {
            throw Failure(
                "the file is whole, but records contradict each other. Keep a backup, and report what is above.")
        }
        if let fault = try installation.verifyAudit().fault {
            throw Failure("the audit trail is broken: \(fault). Find out who can write to the database file.")
        }
        Terminal.say("sound: settings, schema, integrity, references, records, audit trail")
    }
}
