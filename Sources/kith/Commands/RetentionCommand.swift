import ArgumentParser
import KithService

/// `kith retention`: what the retention rules say is to go.
struct RetentionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention", abstract: "Lists what the retention rules say is to go. Nothing goes by itself.",
        subcommands: [Due.self])

    /// `kith retention due`.
    struct Due: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists what is due by the retention rules: ids and rules, no names.",
            discussion: "A supervisor of the case confirms each with POST /v1/retention. A legal hold wins.")

        @OptionGroup var settings: SettingsOptions

        @Flag(help: "One JSON object a line, for scripts.")
        var json = false

        func run() throws {
            let installation = try settings.installation()
            try installation.requireCurrentSchema()
            var count = 0
            try installation.retentionDue { item in
                count += 1
                Terminal.say(json ? item.json : item.line)
            }
            if !json { Terminal.tell(count == 0 ? "Nothing is due." : "\(count) due.") }
        }
    }
}
