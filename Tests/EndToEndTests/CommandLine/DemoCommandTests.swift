import JSON
import Testing

extension EndToEnd {
    /// The demo as somebody runs it who has just found Kith: each line that it prints is tried, in a shell.
    struct DemoCommandTests {
        @Test func everyLineThatItPrintsAnswers() throws {
            let scratch = try Scratch()
            let temporary = ["TMPDIR": scratch.path]
            let child = try Program.start(["demo", "--listen", "127.0.0.1:0"], in: scratch.path, temporary)
            _ = try child.waitForLine("Ctrl-C ends it")
            #expect(child.out.hasPrefix("listening on http://127.0.0.1:"))
            #expect(Scratch.names(in: scratch.path).contains { $0.hasPrefix("kith-demo-") })

            let lines = Self.commands(in: child.out)
            #expect(lines.first?.hasPrefix("TOKEN=kith_") == true)
            #expect(lines.count > 10)
            for line in lines.dropFirst() {
                let outcome = try Program.tool(["bash", "-c", lines[0] + "\n" + line], in: scratch.path)
                #expect(outcome.code == 0, "\(line)")
                let answer = try JSON.read(Array(outcome.out.utf8))
                #expect(answer["status"] == nil || answer["code"] == nil, "\(line): \(outcome.out)")
                let shown = answer.objectValue?.compactMap { $0.value.arrayValue }.max { $0.count < $1.count }
                #expect(shown?.isEmpty == false, "\(line): \(outcome.out)")
            }

            child.send(2)
            #expect(try child.waitForEnd() == .exited(0))
            #expect(child.err == "")
            #expect(Scratch.names(in: scratch.path) == [], "it leaves nothing behind")
        }

        @Test func itTakesNoDatabaseOfSomebodyElse() throws {
            let scratch = try Scratch()
            let outcome = try Program.run(["demo", "--database", "kith.db"], in: scratch.path)
            #expect(outcome.code == 2)
            #expect(outcome.err.hasPrefix("Error: The demo has a database of its own: it takes no other."))
            #expect(Scratch.names(in: scratch.path) == [])
        }

        /// The lines set in by four spaces; one that ends with a backslash goes on in the next.
        private static func commands(in text: String) -> [String] {
            var commands: [String] = []
            var goesOn = false
            for line in text.split(separator: "\n") where line.hasPrefix("    ") {
                let words = String(line.drop { $0 == " " })
                if goesOn { commands[commands.count - 1] += "\n" + words } else { commands.append(words) }
                goesOn = words.hasSuffix("\\")
            }
            return commands
        }
    }
}
