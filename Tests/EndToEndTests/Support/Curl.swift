/// Requests as people send them by hand: with curl.
///
/// Fields go in over standard input, so that no secret is an argument.
enum Curl {
    /// Sends a request.
    ///
    /// - Parameters:
    ///   - service: Whom to ask.
    ///   - arguments: More arguments for curl.
    /// - Returns: The answer, whole.
    static func ask(
        _ service: Service, _ method: String, _ target: String, token: String? = nil, fields: [String] = [],
        body: String? = nil, _ arguments: [String] = []
    ) throws -> Answer {
        var lines = fields
        if let token { lines.append("Authorization: Bearer \(token)") }
        if body != nil, !fields.contains(where: { $0.lowercased().hasPrefix("content-type:") }) {
            lines.append("Content-Type: application/json")
        }
        var all = ["curl", "-sS", "-i", "-g", "--path-as-is", "--max-time", "20", "--http1.1", "-H", "@-"]
        all += method == "HEAD" ? ["--head"] : ["-X", method]
        if let body { all += ["--data-binary", body] }
        let outcome = try Program.tool(
            all + arguments + [service.url + target], in: service.scratch.path,
            input: lines.map { $0 + "\n" }.joined())
        guard outcome.code == 0, let answer = Answer(parsing: outcome.out) else {
            throw Child.Failure(description: "curl \(method) \(target): \(outcome.code) \(outcome.err) \(outcome.out)")
        }
        return answer
    }
}

extension Answer {
    /// Reads what `curl -i` prints; an interim answer before the final one is skipped.
    init?(parsing text: String) {
        guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
        let lines = text[..<end.lowerBound].split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count >= 2, let status = Int(words[1]) else { return nil }
        let rest = String(text[end.upperBound...])
        if status < 200 {
            guard let final = Answer(parsing: rest) else { return nil }
            self = final
            return
        }
        let fields = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (name: String(parts[0]), value: String(parts.dropFirst().first?.drop { $0 == " " } ?? ""))
        }
        self.init(status: status, fields: fields, body: Array(rest.utf8))
    }

    /// The whole answer as text, with what differs between two runs replaced.
    var normal: String {
        let lines = fields.map { field in
            let value = field.name.lowercased() == "date" ? "DATE" : field.value
            return "\(field.name): \(value)"
        }
        return Normal.text((["\(status)"] + lines + ["", text]).joined(separator: "\n"))
    }
}
