import Glibc
import JSON
import Testing

extension EndToEnd {
    /// What is said on standard error is for the operator: where nobody reads it, nobody else waits for that.
    struct AccessLogTests {
        /// A pipe for standard error that is full at some time: what holds it open reads nothing.
        private static let unread = ["bash", "-c", #"exec "$@" 2> >(exec sleep 40 > /dev/null 2>&1)"#, "bash"]
        /// More lines than the pipe (64 KiB) and the log's own room (1 MiB) hold.
        private static let requestCount = 12_000
        private static let pipelined = 100

        @Test func aLogThatNobodyReadsHoldsNobodyUp() throws {
            let service = try Service(launcher: Self.unread)
            let client = try service.connect()
            let request = client.request("GET", "/live")
            for _ in 0..<(Self.requestCount / Self.pipelined) {
                try client.send(String(repeating: request, count: Self.pipelined))
                for _ in 0..<Self.pipelined { #expect(try client.read()?.status == 200) }
            }
            // Nor does what the operator is told of: a fault, here a table that somebody has renamed.
            let token = try service.token("practitioner")
            let rename = "PRAGMA legacy_alter_table = ON; ALTER TABLE people RENAME TO elsewhere"
            #expect(try Program.tool(["sqlite3", "-cmd", ".timeout 5000", service.database, rename]).code == 0)
            for _ in 1...5 { #expect(try client.ask("GET", "/v1/people", token: token).status == 500) }
            #expect(try service.connect().ask("GET", "/ready").status == 200)
            #expect(try service.stop() == .exited(0))
        }

        @Test func everyRequestHasItsLine() throws {
            let service = try Service()
            let token = try service.token("practitioner")
            let client = try service.connect()
            for _ in 1...500 { #expect(try client.ask("GET", "/v1/people", token: token).status == 200) }
            #expect(try service.stop() == .exited(0))
            let lines = service.child.err.split(separator: "\n").filter { $0.contains(" GET /v1/people ") }
            #expect(lines.count == 500)
            #expect(lines.allSatisfy { $0.wholeMatch(of: /\d+ GET \/v1\/people \S{36} \S{36} 200 \d+us \d+B/) != nil })
        }
    }
}
