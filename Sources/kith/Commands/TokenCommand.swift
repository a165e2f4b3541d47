import ArgumentParser
import KithService

/// `kith token`: what workers and front ends sign in with.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Makes, lists and revokes what workers and front ends sign in with.",
        subcommands: [Create.self, List.self, Revoke.self])

    /// `kith token create`.
    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a token and prints it alone; makes the worker where there is none of that name.")

        @OptionGroup var settings: SettingsOptions

        @Option(help: "The worker's name.")
        var name: String

        @Option(help: "practitioner, supervisor, connector, learner, auditor or admin.")
        var role: String

        @Option(help: "How many days the token lives; 90 unless said.")
        var days: Int?

        @Option(
            name: .customLong("scope"),
            help: "What the token is for, such as people:read; all that the role allows unless said. May be repeated.")
        var scopes: [String] = []

        @Option(help: "For a front end, which needs scopes: the workers it may ask for, anyone or team.")
        var actsFor: String?

        func validate() throws {
            guard days.map({ (1...Installation.tokenDaysMax).contains($0) }) ?? true else {
                throw ValidationError("--days is a number from 1 to \(Installation.tokenDaysMax).")
            }
            if let fault = Installation.fault(ofRole: role, scopes: scopes, actsFor: actsFor) {
                throw ValidationError(fault)
            }
        }

        func run() throws {
            let installation = try settings.installation()
            try installation.migrate()
            Terminal.say(
                try installation.createToken(name: name, role: role, days: days, scopes: scopes, actsFor: actsFor))
        }
    }

    /// `kith token list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists tokens, without their secrets.")

        @OptionGroup var settings: SettingsOptions

        @Flag(help: "One JSON object a line, for scripts.")
        var json = false

        func run() throws {
            let installation = try settings.installation()
            try installation.migrate()
            for token in try installation.listTokens() {
                Terminal.say(json ? token.json : token.members.map { "\($0.name)=\($0.value)" }.joined(separator: "  "))
            }
        }
    }

    /// `kith token revoke`.
    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Makes a token unusable at once.")

        @OptionGroup var settings: SettingsOptions

        @Argument(help: "The token's id, as kith token list shows it.")
        var id: String

        func run() throws {
            let installation = try settings.installation()
            try installation.migrate()
            try installation.revokeToken(id)
            Terminal.say("revoked \(id)")
        }
    }
}
