import ArgumentParser
import Glibc
import KithService

/// `kith import`: takes in what others have written down.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes in what others have written down.", subcommands: [OpenReferral.self])

    /// `kith import open-referral`.
    struct OpenReferral: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "open-referral",
            abstract: "Imports a council's directory: a feed of Open Referral UK, v1 or v3, of any length.",
            discussion: """
                A record that cannot be taken stops nothing: the report names it, with the reason. A second run of the \
                same feed changes nothing. What people have changed here since is left as it is.
                """)

        @OptionGroup var settings: SettingsOptions

        @Argument(help: "The feed, as JSON; - for standard input.")
        var file: String

        @Option(help: "What the feed is called: a record is only changed by the feed that it came from.")
        var source = OpenReferralImport.sourceStandard

        @Flag(help: "The report as one JSON object, for scripts.")
        var json = false

        @Flag(help: "Every record in the table, not only those that somebody should look at.")
        var all = false

        func validate() throws {
            guard (1...100).contains(source.utf8.count) else {
                throw ValidationError("--source is a name of 1 to 100 bytes.")
            }
        }

        func run() throws {
            let installation = try settings.installation()
            let input = try InputFile(file)
            try installation.migrate()
            var report = ImportReport(json ? .json : .table(all: all))
            var progress = ProgressLine(bytesTotal: input.bytesTotal)
            do {
                let summary = try installation.importOpenReferral(
                    source: source, read: input.read,
                    report: { entry in
                        let text = report.text(of: entry)
                        guard !text.isEmpty else { return }
                        progress.clear()
                        Terminal.write(Array(text.utf8), to: STDOUT_FILENO)
                    }, progress: { progress.show($0.bytesRead, "\($0.records) records") })
                progress.clear()
                Terminal.write(Array(report.text(of: summary).utf8), to: STDOUT_FILENO)
            } catch let error as ImportError {
                progress.clear()
                throw Failure("\(file): \(error)")
            }
        }
    }
}
