import Glibc

/// The `kith` program that was built beside these tests, run as an operator runs it.
enum Program {
    /// What a command did.
    struct Outcome: Equatable {
        var code: Int32
        var out: String
        var err: String

        init(_ code: Int32, out: String = "", err: String = "") {
            self.code = code
            self.out = out
            self.err = err
        }
    }

    /// The folder of the running tests, where the build also puts the program.
    static let folder: String = {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &path, path.count)
        let whole = String(decoding: path.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return whole.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }()

    /// The folder of the repository that these tests were built from.
    static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        .joined(separator: "/")

    /// The program: KITH_BINARY where that is set, else the one of this build.
    static let path = getenv("KITH_BINARY").map { String(cString: $0) } ?? folder + "/kith"

    /// Whether tests and program were built without optimisation.
    static let isDebug: Bool = {
        var isDebug = false
        assert(
            {
                isDebug = true
                return true
            }())
        return isDebug
    }()

    /// What a sanitizer is told by variables of the environment; with its build, the program is watched too.
    private static let sanitizer = ["ASAN_OPTIONS", "TSAN_OPTIONS", "LD_PRELOAD"].reduce(into: [String: String]()) {
        if let value = getenv($1) { $0[$1] = String(cString: value) }
    }

    /// Whether tests and program are watched by a sanitizer, as `script/test --sanitize` has it.
    static let isSanitized = !sanitizer.isEmpty

    /// An environment of its own: nothing else of the tester's reaches the program.
    static let environment = [
        "PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
    ].merging(sanitizer) { $1 }

    /// Where the tester's own tools are, and their home: for tools that tests use where they are there.
    static let searchPath = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    static let home = getenv("HOME").map { String(cString: $0) } ?? "/"

    /// Starts the program.
    static func start(_ arguments: [String], in folder: String, _ variables: [String: String] = [:]) throws -> Child {
        try Child([path] + arguments, environment: environment.merging(variables) { $1 }, folder: folder)
    }

    /// Runs the program to its end.
    static func run(
        _ arguments: [String], in folder: String, _ variables: [String: String] = [:]
    ) throws -> Outcome {
        try outcome(of: try start(arguments, in: folder, variables))
    }

    /// Runs a tool of the system to its end.
    static func tool(
        _ arguments: [String], in folder: String = "/", input: String = "", _ variables: [String: String] = [:]
    ) throws -> Outcome {
        try outcome(
            of: try Child(
                arguments, environment: environment.merging(variables) { $1 }, folder: folder, input: Array(input.utf8))
        )
    }

    /// What SQL of the command-line shell answers of a database, a line a row.
    static func sql(_ database: String, _ text: String) throws -> [String] {
        let outcome = try tool(["sqlite3", "-readonly", "-separator", "|", "-cmd", ".timeout 5000", database, text])
        guard outcome.code == 0, outcome.err.isEmpty else {
            throw Child.Failure(description: "sqlite3: \(outcome.err)")
        }
        return outcome.out.split(separator: "\n").map(String.init)
    }

    private static func outcome(of child: Child) throws -> Outcome {
        switch try child.waitForEnd() {
        case .exited(let code): Outcome(code, out: child.out, err: child.err)
        case .killed(let signal): throw Child.Failure(description: "killed by \(signal); stderr: \(child.err)")
        }
    }
}
