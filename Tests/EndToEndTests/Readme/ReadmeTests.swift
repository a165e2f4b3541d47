import Testing

extension EndToEnd {
    /// The console blocks of README.md, run as a reader would: what they show is what comes.
    struct ReadmeTests {
        /// A command, and what is shown below it.
        private struct Step {
            let command: String
            var output = ""
        }

        @Test func whatItShowsIsWhatComes() throws {
            let steps = Self.steps(try #require(Scratch.text(Program.root + "/README.md")))
            #expect(steps.count >= 5)
            let service = try Service()
            let mark = "=== step "
            let commands = steps.enumerated().map { index, step in
                "printf '%s\\n' '\(mark)\(index)'\n"
                    + step.command.replacing("127.0.0.1:8080", with: "127.0.0.1:\(service.port)")
            }
            try service.scratch.write("try.sh", commands.joined(separator: "\n") + "\n")
            let outcome = try Program.tool(
                ["bash", "try.sh"], in: service.scratch.path,
                ["PATH": Program.folder + ":" + (Program.environment["PATH"] ?? "")])
            #expect(outcome.code == 0)
            #expect(outcome.err == "")
            let outputs = outcome.out.split(separator: mark, omittingEmptySubsequences: false).dropFirst()
            #expect(outputs.count == steps.count)
            for (step, output) in zip(steps, outputs) {
                let found = output.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
                    .joined(separator: "\n")
                #expect(Self.normal(found) == Self.normal(step.output), "$ \(step.command)")
            }
        }

        private static func steps(_ readme: String) -> [Step] {
            var steps: [Step] = []
            var isConsole = false
            for line in readme.split(separator: "\n", omittingEmptySubsequences: false) {
                if line.hasPrefix("```") {
                    isConsole = !isConsole && line == "```console"
                } else if isConsole, line.hasPrefix("$ ") {
                    steps.append(Step(command: String(line.dropFirst(2))))
                } else if isConsole, !steps.isEmpty {
                    steps[steps.count - 1].output += line + "\n"
                }
            }
            return steps
        }

        private static func normal(_ text: String) -> String {
            text.replacing(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/, with: "<id>")
                .replacing(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/, with: "<time>")
        }
    }
}
