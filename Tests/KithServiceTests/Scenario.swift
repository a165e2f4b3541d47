import Glibc
import HTTP
import JSON
import Testing

@testable import KithService

/// A conversation with the service, kept in a file with the whole answers: `UPDATE_GOLDEN=1` writes them anew.
///
/// A request begins with `> METHOD target [as ROLE] [called NAME]`, with its fields on lines `> Name: value` and its
/// body behind; the answer begins with `< status`. `$NAME` stands for the id of what an earlier request made, and
/// `$ROLE` for the worker of a role. Lines that begin with `#` tell what is going on.
struct Scenario {
    /// The fields of an answer that are compared.
    private static let compared: [FieldName] = [.etag, .location, .link, .allow, .contentType, "Idempotency-Replayed"]

    let name: String

    private var path: String {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        return "/\(folder)/Scenarios/\(name).txt"
    }

    /// Holds the conversation, and compares every answer.
    func run() throws {
        let expected = try TextFiles.read(path)
        let held = try converse(expected)
        if getenv("UPDATE_GOLDEN") != nil {
            let file = try #require(fopen(path, "w"))
            fputs(held, file)
            fclose(file)
            return
        }
        let (left, right) = (lines(expected), lines(held))
        for (index, pair) in zip(left, right).enumerated() where pair.0 != pair.1 {
            Issue.record("\(name).txt:\(index + 1): expected \(pair.0), was \(pair.1)")
            return
        }
        #expect(left.count == right.count)
    }

    private func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// A part of a script: a remark, or a request in its lines.
    private enum Part {
        case remark(String)
        case request([String])
    }

    /// Whether a line begins with a method: a field's name ends in a colon.
    private func isRequestLine(_ line: String) -> Bool {
        line.dropFirst(2).prefix { $0 != " " }.allSatisfy { ("A"..."Z").contains($0) }
    }

    private func parts(of script: String) -> [Part] {
        var parts: [Part] = []
        var request: [String] = []
        var isRequest = false
        func flush() {
            if !request.isEmpty { parts.append(.request(request)) }
            request = []
        }
        for line in lines(script).map(String.init) {
            if line.hasPrefix("#") {
                flush()
                parts.append(.remark(line))
                isRequest = false
            } else if line.hasPrefix("> "), isRequestLine(line) {
                flush()
                request = [line]
                isRequest = true
            } else if line.hasPrefix("< ") {
                isRequest = false
            } else if isRequest && !line.isEmpty {
                request.append(line)
            }
        }
        flush()
        return parts
    }

    private func converse(_ script: String) throws -> String {
        let test = try TestService()
        var names: [String: String] = [:]
        for (role, id) in test.workers { names[role.rawValue] = id.canonical }
        var out: [String] = []
        for part in parts(of: script) {
            switch part {
            case .remark(let line): out.append(line)
            case .request(let lines): out += lines + (try answer(lines, test, &names)) + [""]
            }
        }
        return out.joined(separator: "\n") + "\n"
    }

    private func answer(_ lines: [String], _ test: TestService, _ names: inout [String: String]) throws -> [String] {
        let words = lines[0].split(separator: " ").map(String.init)
        try #require(words.count >= 3, "\(lines[0])")
        func word(after key: String) -> String? {
            words.firstIndex(of: key).flatMap { words.indices.contains($0 + 1) ? words[$0 + 1] : nil }
        }
        let role = word(after: "as").map { Role(rawValue: $0) } ?? .practitioner
        let fields = lines.dropFirst().filter { $0.hasPrefix("> ") }.map { resolve(String($0.dropFirst(2)), names) }
        let body = lines.dropFirst().filter { !$0.hasPrefix("> ") }.joined(separator: "\n")
        let response = try test.ask(
            words[1], resolve(words[2], names), as: role, body.isEmpty ? nil : resolve(body, names), fields: fields)
        var out = ["< \(response.status.code)"]
        for name in Self.compared {
            if let value = response.fields.first(name) { out.append("< \(name): \(value)") }
        }
        let text = try response.text
        let isJSON = response.fields.first(.contentType)?.hasSuffix("json") ?? false
        guard isJSON, let json = try? JSON.read(text) else {
            return out + (text.isEmpty ? [] : text.split(separator: "\n").map { String($0.filter { $0 != "\r" }) })
        }
        if let called = word(after: "called"), let id = json["id"]?.stringValue { names[called] = id }
        out += JSON.pretty(json).split(separator: "\n").map(String.init)
        // A cursor is sealed with a key that each database makes for itself.
        guard let cursor = json["next"]?.stringValue else { return out }
        return out.map { $0.split(separator: cursor, omittingEmptySubsequences: false).joined(separator: "<cursor>") }
    }

    private func resolve(_ text: String, _ names: [String: String]) -> String {
        names.sorted { $0.key.count > $1.key.count }.reduce(text) { text, name in
            text.split(separator: "$\(name.key)", omittingEmptySubsequences: false).joined(separator: name.value)
        }
    }
}

/// Every conversation that is kept in `Scenarios/`.
@Suite struct Scenarios {
    @Test(arguments: [
        "people", "relationships", "cases", "contacts", "assets", "organisations", "tokens", "vocabularies",
        "conventions", "access", "asking", "search", "barriers", "audit", "notes", "versions", "steps", "pulls",
        "decisions", "service-use", "handovers", "rights", "export", "erasure", "timeline", "measures", "batch",
        "changes", "merges",
    ])
    func everyAnswerIsAsKept(_ name: String) throws {
        try Scenario(name: name).run()
    }
}
