import Glibc
import HTTP
import JSON
import Testing

@testable import KithService

/// A conversation with the service, kept in a file with the whole answers: `UPDATE_GOLDEN=1` writes them anew.
///
/// A request begins with `> METHOD target [as ROLE] [called NAME]`, with its fields on lines `> Name: value` and its
/// body behind; the answer begins with `< status`. `$NAME` stands for the id of what an earlier request made or listed
/// first, and `$ROLE` for the worker of a role. Lines that begin with `#` tell what is going on.
///
/// A story goes on for years: a line `@ instant` moves the clock, `as NAME` asks as a worker to whom the conversation
/// gave a token, and `$next` is the cursor of the latest page. Of a story the answers to `GET` are compared whole, and
/// of all others the status alone, so that it can be read as one.
struct Scenario {
    /// The fields of an answer that are compared.
    private static let compared: [FieldName] = [.etag, .location, .link, .allow, .contentType, "Idempotency-Replayed"]

    /// What is left of a conversation once it has been held.
    struct Held {
        let test: TestService
        /// The ids of what was made, and the secrets of the tokens that were given, by name and by worker.
        fileprivate(set) var names: [String: String] = [:]
        fileprivate var secrets: [String: String] = [:]
        fileprivate var text: [String] = []

        /// The worker whom the conversation calls so.
        func colleague(_ name: String) throws -> Colleague {
            let id = try #require(names[name])
            return Colleague(id: try #require(ID(id)), token: try #require(secrets[id], "\(name) has no token"))
        }

        /// A text with the ids of what it names.
        func resolve(_ text: String) -> String {
            names.sorted { $0.key.count > $1.key.count }.reduce(text) { text, name in
                text.split(separator: "$\(name.key)", omittingEmptySubsequences: false).joined(separator: name.value)
            }
        }
    }

    let name: String
    var isStory = false
    var settings = ServiceSettings()
    /// When it begins.
    var start = TestService.start

    private var path: String {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        return "/\(folder)/Scenarios/\(name).txt"
    }

    /// Holds the conversation, and compares every answer.
    func run() throws {
        let expected = try TextFiles.read(path)
        let held = try hold(expected) { _ in }.text.joined(separator: "\n") + "\n"
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

    /// Holds the conversation once more, compares nothing, and looks around after each request.
    func tell(afterEach look: (Held) throws -> Void) throws -> Held {
        try hold(try TextFiles.read(path), look)
    }

    private func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// A part of a script: a remark, a move of the clock, or a request in its lines.
    private enum Part {
        case remark(String)
        case clock(String)
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
            if line.hasPrefix("#") || line.hasPrefix("@ ") {
                flush()
                parts.append(line.hasPrefix("#") ? .remark(line) : .clock(line))
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

    private func hold(_ script: String, _ look: (Held) throws -> Void) throws -> Held {
        var held = Held(test: try TestService(settings: settings, start: start))
        for (role, id) in held.test.workers { held.names[role.rawValue] = id.canonical }
        for part in parts(of: script) {
            switch part {
            case .remark(let line): held.text.append(line)
            case .clock(let line):
                held.test.clock.set(to: try Instant(String(line.dropFirst(2))))
                held.text.append(line)
            case .request(let lines):
                held.text += lines
                held.text += try answer(lines, &held)
                held.text.append("")
                try look(held)
            }
        }
        return held
    }

    private func answer(_ lines: [String], _ held: inout Held) throws -> [String] {
        let words = lines[0].split(separator: " ").map(String.init)
        try #require(words.count >= 3, "\(lines[0])")
        func word(after key: String) -> String? {
            words.firstIndex(of: key).flatMap { words.indices.contains($0 + 1) ? words[$0 + 1] : nil }
        }
        let response = try ask(words[1], words[2], as: word(after: "as"), lines, held)
        let text = try response.text
        let isJSON = response.fields.first(.contentType)?.hasSuffix("json") ?? false
        let json = isJSON ? try? JSON.read(text) : nil
        let id = json?["id"] ?? json?["items"]?.arrayValue?.first?["id"]
        if let called = word(after: "called"), let id = id?.stringValue { held.names[called] = id }
        if let worker = json?["worker"]?.stringValue, let secret = json?["token"]?.stringValue {
            held.secrets[worker] = secret
        }
        held.names["next"] = json?["next"]?.stringValue
        return written(
            response, text, json,
            isBrief: isStory && words[1] != "GET" && (words[1] == "HEAD" || response.status.code < 400))
    }

    private func ask(_ method: String, _ target: String, as name: String?, _ lines: [String], _ held: Held) throws
        -> Response
    {
        let fields = lines.dropFirst().filter { $0.hasPrefix("> ") }.map { held.resolve(String($0.dropFirst(2))) }
        let text = lines.dropFirst().filter { !$0.hasPrefix("> ") }.joined(separator: "\n")
        let body = text.isEmpty ? nil : held.resolve(text)
        let role = name.map { Role(rawValue: $0) } ?? .practitioner
        if let name, role == nil, held.names[name] != nil {
            return try held.test.ask(
                method, held.resolve(target), by: try held.colleague(name), body, fields: fields)
        }
        return try held.test.ask(method, held.resolve(target), as: role, body, fields: fields)
    }

    /// The lines of an answer.
    private func written(_ response: Response, _ text: String, _ json: JSONValue?, isBrief: Bool) -> [String] {
        #expect(response.fields.first(.cacheControl) == "no-store")
        #expect(response.fields.first(.xContentTypeOptions) == "nosniff")
        #expect(response.fields.first("Kith-Request-Id") != nil)
        var out = ["< \(response.status.code)"]
        guard !isBrief else { return out }
        for name in Self.compared {
            if let value = response.fields.first(name) { out.append("< \(name): \(value)") }
        }
        guard let json else {
            return out + (text.isEmpty ? [] : text.split(separator: "\n").map { String($0.filter { $0 != "\r" }) })
        }
        out += JSON.pretty(json).split(separator: "\n").map(String.init)
        // A cursor is sealed with a key that each database makes for itself.
        guard let cursor = json["next"]?.stringValue else { return out }
        return out.map { $0.split(separator: cursor, omittingEmptySubsequences: false).joined(separator: "<cursor>") }
    }
}

/// Every conversation that is kept in `Scenarios/`.
@Suite struct Scenarios {
    @Test(arguments: [
        "people", "relationships", "cases", "contacts", "assets", "organisations", "tokens", "vocabularies",
        "conventions", "access", "asking", "search", "barriers", "audit", "notes", "versions", "steps", "pulls",
        "decisions", "service-use", "handovers", "rights", "export", "erasure", "timeline", "measures", "batch",
        "changes", "merges", "households",
    ])
    func everyAnswerIsAsKept(_ name: String) throws {
        try Scenario(name: name).run()
    }

    @Test func summariesOfBarriersAreAsKept() throws {
        try Scenario(name: "barrier-summary", isStory: true, start: "2026-06-15T09:00:00Z").run()
    }

    @Test func twoYearsAreAsKept() throws {
        try Scenario.twoYears.run()
    }
}
