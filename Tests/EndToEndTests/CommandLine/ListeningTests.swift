import Testing

extension EndToEnd {
    /// Where a service can listen, what it says of it, and that it is reached there.
    struct ListeningTests {
        private let scratch: Scratch

        init() throws { scratch = try Scratch() }

        /// Scripts read the one line, and take what comes behind its first words as the address.
        @Test func aServiceSaysOneLineAndNoMore() throws {
            let service = try Service(scratch)
            let token = try service.token("practitioner")
            #expect(try service.connect().ask("GET", "/v1/people", token: token).status == 200)
            #expect(try service.stop() == .exited(0))
            #expect(service.child.out == "listening on http://127.0.0.1:\(service.port)\n")
        }

        @Test func anIPv6AddressIsListenedAt() throws {
            let child = try serve("[::1]:0")
            let port = try child.waitForLine("listening on http://[::1]:")
            try expectReady("http://[::1]:\(port)/ready")
            try expectEnd(child)
        }

        @Test func aUnixSocketIsListenedAtAndTakenAway() throws {
            let path = scratch.file("kith.sock")
            for _ in 1...2 {
                let child = try serve("unix:\(path)")
                _ = try child.waitForLine("listening on ")
                try expectReady("http://kith/ready", "--unix-socket", path)
                // What a killed service leaves is in nobody's way.
                child.send(9)
                _ = try child.waitForEnd()
            }
            let child = try serve("unix:\(path)")
            _ = try child.waitForLine("listening on ")
            try expectEnd(child)
            #expect(!Scratch.names(in: scratch.path).contains("kith.sock"))
        }

        /// As systemd does it: the socket is descriptor 3, and variables say so.
        private static let handOver = """
            import os, socket, sys
            listener = socket.socket()
            listener.bind(("127.0.0.1", 0))
            listener.listen(16)
            os.dup2(listener.fileno(), 3)
            os.set_inheritable(3, True)
            os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
            os.execv(sys.argv[1], sys.argv[1:])
            """

        @Test func aSocketThatWasHandedOverIsListenedAt() throws {
            let child = try Child(
                ["python3", "-c", Self.handOver, Program.path] + arguments("systemd"),
                environment: Program.environment, folder: scratch.path)
            let port = try child.waitForLine("listening on http://127.0.0.1:")
            try expectReady("http://127.0.0.1:\(port)/ready")
            try expectEnd(child)
        }

        @Test func withoutASocketHandedOverThereIsNothingToListenAt() throws {
            let outcome = try Program.run(arguments("systemd"), in: scratch.path)
            #expect(outcome.code == 1)
            #expect(outcome.out == "")
            #expect(outcome.err.contains("LISTEN_PID and LISTEN_FDS are not set"))
        }

        private func arguments(_ address: String) -> [String] {
            ["serve", "--database", scratch.file("kith.db"), "--listen", address]
        }

        private func serve(_ address: String) throws -> Child {
            try Program.start(arguments(address), in: scratch.path)
        }

        private func expectReady(_ url: String, _ arguments: String...) throws {
            let outcome = try Program.tool(
                ["curl", "-sS", "-g", "--max-time", "20", "-o", "/dev/null", "-w", "%{http_code}"] + arguments + [url])
            #expect(outcome == Program.Outcome(0, out: "200"), "\(url)")
        }

        private func expectEnd(_ child: Child) throws {
            child.send(15)
            #expect(try child.waitForEnd() == .exited(0))
            #expect(child.out.split(separator: "\n").count == 1)
        }
    }
}
