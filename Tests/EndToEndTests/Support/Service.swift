import Glibc
import JSON

/// A served database in a folder of its own.
final class Service: Sendable {
    let child: Child
    let port: UInt16
    let scratch: Scratch
    let database: String

    /// Serves a database on a free port of this machine.
    ///
    /// - Parameters:
    ///   - scratch: The folder; a fresh one unless said.
    ///   - settings: More settings, as `--set` takes them.
    ///   - launcher: What starts the program, with the program and its arguments behind.
    init(
        _ scratch: Scratch? = nil, settings: [String] = [], environment: [String: String] = [:],
        launcher: [String] = []
    ) throws {
        let scratch = try scratch ?? Scratch()
        let arguments =
            launcher + [Program.path, "serve", "--listen", "127.0.0.1:0", "--database", scratch.file("kith.db")]
            + settings.flatMap { ["--set", $0] }
        child = try Child(
            arguments, environment: Program.environment.merging(environment) { $1 }, folder: scratch.path)
        self.scratch = scratch
        database = scratch.file("kith.db")
        let address = try child.waitForLine("listening on http://127.0.0.1:")
        guard let port = UInt16(address) else { throw Child.Failure(description: "no port: \(address)") }
        self.port = port
    }

    /// Where it answers.
    var url: String { "http://127.0.0.1:\(port)" }

    /// Makes a token for a worker of that name, with the command line.
    func token(_ role: String, name: String? = nil) throws -> String {
        try Self.token(role, name: name, scratch)
    }

    /// Makes a token in the database of a folder.
    static func token(_ role: String, name: String? = nil, _ scratch: Scratch) throws -> String {
        let arguments = ["token", "create", "--name", name ?? role, "--role", role]
        let outcome = try Program.run(arguments + ["--database", scratch.file("kith.db")], in: scratch.path)
        guard outcome.code == 0 else { throw Child.Failure(description: outcome.err) }
        return String(outcome.out.dropLast())
    }

    /// A connection to it.
    func connect() throws -> Client { try Client(port: port) }

    /// Asks it to stop, and waits.
    @discardableResult
    func stop() throws -> Child.End {
        child.send(SIGTERM)
        return try child.waitForEnd()
    }

    /// Ends it as a power cut would end the process.
    func crash() throws {
        child.send(SIGKILL)
        _ = try child.waitForEnd()
    }

    /// How many descriptors it has open.
    var descriptorCount: Int { Scratch.names(in: "/proc/\(child.pid)/fd").count }

    /// How much memory it holds, in bytes.
    var residentBytes: Int {
        let line = Scratch.text("/proc/\(child.pid)/status")?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return (line?.split(separator: " ").dropLast().last.flatMap { Int($0) } ?? 0) * 1024
    }
}
