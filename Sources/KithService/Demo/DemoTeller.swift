internal import Dispatch
internal import HTTP
internal import JSON
internal import Logging
internal import Synchronization

/// Tells a story to a service, request by request, as its workers told it over the years: by the API alone.
final class DemoTeller {
    private let story: DemoStory
    private let service: Service
    private let context: WorkerContext
    private let clock: ManualClock
    private var tokens: [String: String] = [:]
    private var ids: [String: String] = [:]

    /// Prepares to tell a story into a database whose schema is up to date.
    init(_ story: DemoStory, databasePath: String, logger: Logger) throws {
        self.story = story
        clock = ManualClock(story.steps.first?.at ?? .epoch)
        let database = try Database(path: databasePath) { _ in }
        service = try Service(
            database: database, settings: ServiceSettings(), clock: clock,
            ids: SeededIDSource(seed: 1984, clock: clock), logger: logger)
        context = try service.makeContext()
    }

    /// Tells all of it.
    ///
    /// - Returns: Each name of the story with the id of its record.
    /// - Throws: `DemoFault` that names the first step that the API did not take; `SQLiteError`.
    func tell() throws -> [String: String] {
        defer { service.close() }
        for worker in story.workers { try sign(in: worker) }
        for (index, step) in story.steps.enumerated() {
            clock.set(to: step.at)
            let answer = try ask(step)
            guard answer.status.code < 300 else {
                throw DemoFault(
                    description: "Step \(index + 1), \(step.method.rawValue) \(step.target): \(answer.text)")
            }
            if let name = step.name, let id = try JSON.read(answer.text)["id"]?.stringValue { ids[name] = id }
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

    private func sign(in worker: (key: String, name: String, role: String)) throws {
        let (name, role) = (worker.name, worker.role)
        let made = try service.database.perform(service.clock, service.ids) { transaction in
            var draft = Draft<Worker>()
            draft[Worker.name] = name
            draft[Worker.role] = role
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
        let body = step.body.map { JSON.text(resolve($0)) } ?? ""
        var text = "\(step.method.rawValue) \(resolve(step.target)) HTTP/1.1\r\nHost: demo\r\n"
        text += "Authorization: Bearer \(token)\r\nContent-Length: \(body.utf8.count)\r\n"
        text += "Content-Type: application/json\r\n"
        if step.method == .patch { text += "If-Match: *\r\n" }
        let request = try Self.parse(Array((text + "\r\n" + body).utf8))
        let done = DispatchSemaphore(value: 0)
        let late = Mutex<Response?>(nil)
        let now = service.respond(to: request, context) { response in
            late.withLock { $0 = response }
            done.signal()
        }
        if now == nil { done.wait() }
        guard let response = now ?? late.withLock({ $0 }) else { throw DemoFault(description: "No answer came.") }
        guard case .bytes(let bytes) = response.body else { return (response.status, "") }
        return (response.status, String(decoding: bytes, as: UTF8.self))
    }

    private func resolve(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text) where text.hasPrefix("$"): .string(resolve(text))
        case .array(let items): .array(items.map { resolve($0) })
        case .object(let object): .object(JSONObject(object.map { ($0.name, resolve($0.value)) }))
        default: value
        }
    }

    private static func parse(_ bytes: [UInt8]) throws -> Request {
        var parser = RequestParser(limits: Limits())
        return try bytes.withUnsafeBytes { input in
            var rest = input[...]
            while true {
                let (taken, event) = parser.consume(UnsafeRawBufferPointer(rebasing: rest))
                rest = rest.dropFirst(taken)
                switch event {
                case .head: if let refusal = parser.acceptBody(bytesMax: input.count) { throw refusal }
                case .request(let request): return request
                case .reject(let rejection): throw rejection
                case .needMore: throw DemoFault(description: "A step of the story is no whole request.")
                }
            }
        }
    }
}

extension Installation {
    /// A story that was told: what to try, and the lines to try it with.
    public struct Told: Sendable {
        /// What the story is.
        public let title: String
        /// A sentence and a target each.
        public let suggestions: [(say: String, target: String)]
    }

    /// Tells the demo's story into the database, whose schema is up to date and which is empty.
    ///
    /// - Throws: `DemoFault`; `SQLiteError`.
    public func tellDemo() throws -> Told {
        let story = try DemoStory(Configuration.text("demo.json") ?? "{}")
        let teller = try DemoTeller(story, databasePath: databasePath, logger: logger)
        _ = try teller.tell()
        return Told(
            title: story.title, suggestions: story.suggestions.map { ($0.say, teller.resolve($0.target)) })
    }
}
