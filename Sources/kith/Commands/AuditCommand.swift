import ArgumentParser
import KithService

/// `kith audit`: whether the trail of who asked for what is as it was written.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Verifies the audit trail, and prints what it ends with.",
        subcommands: [Verify.self, Anchor.self])

    /// `kith audit verify`.
    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Walks the audit trail; ends with 1 and names the first row that is not as it was written.",
            discussion: """
                Rows that were cut off at the end, and a trail that was written anew as a whole, are only found with \
                --anchor: an earlier output of kith audit anchor that was kept somewhere else.
                """)

        @OptionGroup var settings: SettingsOptions

        @Option(help: "What kith audit anchor printed at an earlier time.")
        var anchor: String?

        @Flag(help: "The outcome as one JSON object, for scripts.")
        var json = false

        func validate() throws {
            guard anchor.map({ AuditAnchor($0) != nil }) ?? true else {
                throw ValidationError("--anchor is a number, a colon and 64 digits: what kith audit anchor prints.")
            }
        }

        func run() throws {
            let installation = try settings.installation()
            try installation.requireCurrentSchema()
            let report = try installation.verifyAudit(against: anchor.flatMap { AuditAnchor($0) })
            if json {
                Terminal.say(report.json)
                if report.fault != nil { throw ExitCode(1) }
            } else if let fault = report.fault {
                throw Failure("the audit trail is broken: \(fault).")
            } else {
                Terminal.say("whole: \(report.rows) rows, up to \(report.head)")
            }
        }
    }

    /// `kith audit anchor`.
    struct Anchor: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints what the audit trail ends with: keep it where nobody who can write the database can.")

        @OptionGroup var settings: SettingsOptions

        @Flag(help: "One JSON object, for scripts.")
        var json = false

        func run() throws {
            let installation = try settings.installation()
            try installation.requireCurrentSchema()
            let anchor = try installation.auditAnchor()
            Terminal.say(json ? #"{"anchor":"\#(anchor)"}"# : "\(anchor)")
        }
    }
}
