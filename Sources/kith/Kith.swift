import ArgumentParser
import KithService

/// Kith, the record-keeper of relational public services.
@main
struct Kith: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kith",
        abstract: "The record-keeper of relational public services: cases, relationships and community assets.",
        version: KithVersion.text,
        subcommands: [
            Serve.self, Demo.self, Migrate.self, TokenCommand.self, ImportCommand.self, BackUp.self, Restore.self,
            Check.self, AuditCommand.self, RetentionCommand.self, DescribeAPI.self, HealthCheck.self,
        ])

    /// Runs a command, and ends with 0 where it is fine, 1 where it failed, 2 where it was used wrongly.
    static func main() {
        do {
            var command = try parseAsRoot()
            // What was told meanwhile comes before the last words.
            defer { StandardError.shared.finish() }
            try command.run()
        } catch let exit as ExitCode {
            Kith.exit(withError: exit)
        } catch let failure as Failure {
            end(failure.description, code: 1)
        } catch {
            let code = exitCode(for: error)
            guard code != .success else { Kith.exit(withError: error) }
            let isUse = code == .validationFailure
            end(isUse ? fullMessage(for: error) : "kith: \(error)", code: isUse ? 2 : 1)
        }
    }

    /// Ends with the last words, as far as somebody takes them.
    private static func end(_ words: String, code: Int32) -> Never {
        StandardError.shared.add(waitingBytesMax: .max) { $0 += (words + "\n").utf8 }
        StandardError.shared.finish()
        exit(withError: ExitCode(code))
    }
}
