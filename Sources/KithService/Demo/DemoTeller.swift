internal import HTTP
internal import JSON
internal import Logging

/// Tells a story to a service, request by request, as its workers told it over the years: by the API alone.
final class DemoTeller {
    private let story: DemoStory
    private let service: Service
    private let client: LocalClient
    private let clock: ManualClock
    private var tokens: [String: String] = [:]
    private var ids: [String: String] = [:]

    /// Prepares to tell a story into a database whose schema is up to date.
    init(_ story: DemoStory, databasePath: String, logger: Logger) throws {
        self.story = story
        clock = ManualClock(story.steps.first?.at ?? .epoch)
        let database = try Database(path: databasePath) { _ in }
        var settings = ServiceSettings()
        settings.vocabularyFiles = story.vocabularies
        service = try Service(
            database: database, settings: settings, clock: clock,
            ids: SeededIDSource(seed: 1984, clock: clock), logger: logger)
        client = try LocalClient(service)
    }

    /// Tells all of it.
    ///
    /// - Returns: Each name of the story with the id of its record.
    /// - Throws: `DemoFault` that names the first step that the API did not take; `SQLiteError`.
    func tell() throws -> [String: String] {
        defer { service.close() }
        let team = try makeTeam()
        for worker in story.workers { try sign(in: worker, team) }
        for (index, step) in story.steps.enumerated() {
            clock.set(to: step.at)
            let answer = try ask(step)
            guard answer.status.code < 300 else {
                throw DemoFault(
                    description: "Step \(index + 1), \(step.method.rawValue) \(step.target): \(answer.text)")
            }
            guard let name = step.name else { continue }
            let told = try JSON.read(answer.text)
            // What came of another's making is found in a list, where it is the first.
            if let id = (told["id"] ?? told["items"]?[0]?["id"])?.stringValue { ids[name] = id }
        }
        return ids
    }

    /// A target with the ids of the records that it names.
    func resolve(_ target: String) -> String {
        var resolved = ""
        var rest = target[...]
        while let dollar = rest.firstIndex(of: "$") {
            resolved += rest[..<dollar]
            let name = rest[rest.index(after: dollar)...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            resolved += ids[String(name)] ?? "$\(name)"
            rest = rest[name.endIndex...]
        }
        return resolved + rest
    }

    private func makeTeam() throws -> ID {
        let name = story.team
        return try service.database.perform(service.clock, service.ids) { transaction in
            var draft = Draft<Team>()
            draft[Team.name] = name
            return try Team.table.insert(draft, by: .operatorOfTheFile, transaction)
        }
    }

    private func sign(in worker: (key: String, name: String, role: String), _ team: ID) throws {
        let (name, role) = (worker.name, worker.role)
        let made = try service.database.perform(service.clock, service.ids) { transaction in
            var draft = Draft<Worker>()
            draft[Worker.name] = name
            draft[Worker.role] = role
            draft[Worker.team] = team
            draft[Worker.active] = true
            let id = try Worker.table.insert(draft, by: .operatorOfTheFile, transaction)
            var token = Draft<Token>()
            token[Token.worker] = id
            token[Token.label] = "The story's own, which ends with it"
            token[Token.role] = role
            // Long enough for the whole story; the secret is forgotten when it is told.
            token[Token.expiresAt] = transaction.now.adding(seconds: 3 * 366 * 86_400)
            return (id: id, issued: try TokenStore.create(token, by: .operatorOfTheFile, transaction))
        }
        ids[worker.key] = made.id.canonical
        tokens[worker.key] = made.issued.secret
    }

    private func ask(_ step: DemoStory.Step) throws -> (status: Status, text: String) {
        guard let token = tokens[step.worker] else { throw DemoFault(description: "Nobody is called \(step.worker).") }
        var fields = ["Authorization: Bearer \(token)", "Content-Type: application/json"]
        if step.method == .patch { fields.append("If-Match: *") }
        let body = step.body.map { Array(JSON.text(resolve($0)).utf8) } ?? []
        let response = try client.ask(step.method.rawValue, resolve(step.target), fields: fields, body: body)
        guard case .bytes(let bytes) = response.body else { return (response.status, "") }
        return (response.status, String(decoding: bytes, as: UTF8.self))
    }

    /// A body with the ids of the records that it names.
    func resolve(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text) where text.hasPrefix("$"): .string(resolve(text))
        case .array(let items): .array(items.map { resolve($0) })
        case .object(let object): .object(JSONObject(object.map { ($0.name, resolve($0.value)) }))
        default: value
        }
    }
}

extension Installation {
    /// A story that was told: what to try, and the lines to try it with.
    public struct Told: Sendable {
        /// What the story is.
        public let title: String
        /// Whose token reads it, by name and role.
        public let you: (name: String, role: String)
        /// A sentence and a target each, and the body where something is sent.
        public let suggestions: [(say: String, target: String, body: String?)]
    }

    /// Tells the demo's story into the database, whose schema is up to date and which is empty.
    ///
    /// - Throws: `DemoFault`; `SQLiteError`.
    public func tellDemo() throws -> Told {
        let story = try DemoStory(Configuration.text("demo.json") ?? "{}")
        guard let you = story.workers.first(where: { $0.key == story.you }) else {
            throw DemoFault(description: "Nobody is called \(story.you).")
        }
        let teller = try DemoTeller(story, databasePath: databasePath, logger: logger)
        _ = try teller.tell()
        return Told(
            title: story.title, you: (you.name, you.role),
            suggestions: story.suggestions.map { suggestion in
                (
                    suggestion.say, teller.resolve(suggestion.target),
                    suggestion.body.map { JSON.text(teller.resolve($0)) }
                )
            })
    }
}
