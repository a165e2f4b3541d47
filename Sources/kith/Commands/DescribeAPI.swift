import ArgumentParser
import Glibc
import KithService

/// `kith openapi`: the description of the API.
struct DescribeAPI: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi", abstract: "Prints the description of the API, an OpenAPI 3.1 document.")

    @OptionGroup var settings: SettingsOptions

    func run() throws {
        Terminal.say(try settings.installation().describeAPI())
    }
}

/// `kith healthcheck`: whether a running service is ready, for containers.
struct HealthCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "healthcheck", abstract: "Asks a running service whether it is ready; ends with 1 where not.")

    @OptionGroup var settings: SettingsOptions

    @Option(help: "Where the service listens: HOST:PORT; the first address of the settings unless said.")
    var address: String?

    func run() throws {
        let installation = try settings.installation()
        let target = address ?? installation.listen.first ?? ""
        let client: HealthClient
        do {
            client = try HealthClient(target)
        } catch {
            throw ValidationError("\(error)")
        }
        guard try client.isReady() else { throw Failure("the service at \(target) is not ready.") }
    }
}
