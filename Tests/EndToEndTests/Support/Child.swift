import Glibc
import Synchronization

/// A process that a test has started, with all that it writes; it ends with the test at the latest.
final class Child: Sendable {
    /// How long a test waits for anything, in seconds.
    static let patienceSeconds = 30.0

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// How a process ended: by itself with a code, or by a signal.
    enum End: Equatable, Sendable {
        case exited(Int32)
        case killed(Int32)
    }

    private struct State {
        var out: [UInt8] = []
        var err: [UInt8] = []
        var openPipes = 2
        var end: End?
    }

    /// Held while a child is started, and while descriptors are made that no child may inherit.
    private static let starting = Mutex(())

    let pid: pid_t
    private let state = Watched(State())

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - arguments: The program's path and its arguments.
    ///   - environment: The whole environment.
    ///   - folder: The folder it works in.
    ///   - input: What it reads on standard input.
    init(_ arguments: [String], environment: [String: String], folder: String, input: [UInt8] = []) throws {
        let (output, errors, feed) = try Self.starting.withLock { _ in (try Pipe(), try Pipe(), try Pipe()) }
        defer { for end in [output.writeEnd, errors.writeEnd, feed.readEnd] { close(end) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, feed.readEnd, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output.writeEnd, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, errors.writeEnd, STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        Self.resetSignals(&attributes)
        let variables = environment.map { "\($0.key)=\($0.value)" }
        var started: pid_t = 0
        // Glibc's own call to change the folder is not in the module; env becomes the program, with the same id.
        let result = CStrings.with(["env", "-C", folder] + arguments) { argv in
            CStrings.with(variables) { envp in
                Self.starting.withLock { _ in
                    posix_spawnp(&started, "env", &actions, &attributes, argv, envp)
                }
            }
        }
        guard result == 0 else {
            for end in [output.readEnd, errors.readEnd, feed.writeEnd] { close(end) }
            throw Failure(description: "\(arguments[0]): \(String(cString: strerror(result)))")
        }
        pid = started
        let (state, process) = (state, started)
        Crowd.detach {
            feed.write(input)
            close(feed.writeEnd)
        }
        Crowd.detach {
            output.drain { piece in
                state.update { $0.out += piece }
            } atEnd: {
                Self.pipeEnded(state)
            }
        }
        Crowd.detach {
            errors.drain { piece in
                state.update { $0.err += piece }
            } atEnd: {
                Self.pipeEnded(state)
            }
        }
        Crowd.detach {
            var status: Int32 = 0
            while waitpid(process, &status, 0) < 0 && errno == EINTR {}
            let end: End = status & 0x7F == 0 ? .exited((status >> 8) & 0xFF) : .killed(status & 0x7F)
            state.update { $0.end = end }
        }
    }

    deinit { send(SIGKILL) }

    /// What it has written to standard output so far.
    var out: String { state.read { String(decoding: $0.out, as: UTF8.self) } }
    /// What it has written to standard error so far.
    var err: String { state.read { String(decoding: $0.err, as: UTF8.self) } }
    /// How it ended; nil while it runs.
    var end: End? { state.read { $0.end } }

    /// Sends a signal, unless it has ended.
    func send(_ signal: Int32) {
        state.update { state in
            if state.end == nil { kill(pid, signal) }
        }
    }

    /// Waits for its end and for all that it wrote.
    func waitForEnd(seconds: Double = Child.patienceSeconds) throws -> End {
        guard state.wait(seconds: seconds, until: { $0.end != nil && $0.openPipes == 0 }), let end else {
            throw Failure(description: "no end after \(seconds) s; stdout: \(out) stderr: \(err)")
        }
        return end
    }

    /// Waits for a line on standard output that begins so, and gives the rest of it.
    func waitForLine(_ beginning: String) throws -> String {
        var rest: String?
        _ = state.wait(seconds: Self.patienceSeconds) { state in
            rest = Self.line(beginning, in: state.out)
            return rest != nil || (state.end != nil && state.openPipes == 0)
        }
        guard let rest else { throw Failure(description: "no line “\(beginning)”; stdout: \(out) stderr: \(err)") }
        return rest
    }

    private static func line(_ beginning: String, in bytes: [UInt8]) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        let whole = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        return whole.first { $0.hasPrefix(beginning) }.map { String($0.dropFirst(beginning.count)) }
    }

    private static func pipeEnded(_ state: Watched<State>) {
        state.update { $0.openPipes -= 1 }
    }

    /// Gives the child the signals as a shell would: none blocked, all at their defaults.
    private static func resetSignals(_ attributes: inout posix_spawnattr_t) {
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        sigdelset(&all, SIGKILL)
        sigdelset(&all, SIGSTOP)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    }
}
