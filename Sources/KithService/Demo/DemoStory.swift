internal import HTTP
internal import JSON

/// A made-up story, as requests to the API in the order in which they were made: `config/demo.json`.
struct DemoStory: Sendable {
    /// One request of the story.
    struct Step: Sendable {
        let at: Instant
        let worker: String
        let method: HTTP.Method
        let target: String
        let body: JSONValue?
        /// The name by which later steps refer to the record that this one makes.
        let name: String?
    }

    /// A request that is worth trying first.
    struct Suggestion: Sendable {
        let say: String
        let target: String
        /// What is asked in the body, where it is no plain read.
        let body: JSONValue?
    }

    let title: String
    /// What the team is called that all workers belong to.
    let team: String
    /// The worker as whom the story is read: one who may.
    let you: String
    let workers: [(key: String, name: String, role: String)]
    let steps: [Step]
    let suggestions: [Suggestion]
    /// Lists of codes of the story's own, as the files of an installation have them, by name.
    let vocabularies: [String: String]

    /// Reads a story.
    ///
    /// - Throws: `DemoFault` that names the first step that cannot be read; `JSONError`.
    init(_ text: String) throws {
        let value = try JSON.read(Array(text.utf8))
        guard let title = value["title"]?.stringValue, let team = value["team"]?.stringValue,
            let you = value["you"]?.stringValue, let workers = value["workers"]?.objectValue,
            let steps = value["story"]?.arrayValue, let suggestions = value["try"]?.arrayValue
        else { throw DemoFault(description: "A story has a title, a team, you, workers, a story and what to try.") }
        self.title = title
        self.team = team
        self.you = you
        self.workers = workers.map {
            ($0.name, $0.value["name"]?.stringValue ?? "", $0.value["role"]?.stringValue ?? "")
        }
        self.steps = try steps.enumerated().map { index, step in
            guard let at = (step["at"]?.stringValue).flatMap({ try? Instant($0) }),
                let worker = step["as"]?.stringValue, let target = step["to"]?.stringValue,
                let method = (step["do"]?.stringValue).flatMap(HTTP.Method.init(rawValue:))
            else { throw DemoFault(description: "Step \(index + 1) of the story needs at, as, do and to.") }
            return Step(
                at: at, worker: worker, method: method, target: target, body: step["body"],
                name: step["called"]?.stringValue)
        }
        self.suggestions = suggestions.compactMap { suggestion in
            guard let say = suggestion["say"]?.stringValue, let target = suggestion["to"]?.stringValue else {
                return nil
            }
            return Suggestion(say: say, target: target, body: suggestion["body"])
        }
        vocabularies = (value["vocabularies"]?.objectValue ?? [:]).reduce(into: [:]) { files, member in
            files[member.name] = JSON.text(member.value)
        }
    }
}

/// Why a story cannot be told.
struct DemoFault: Error, CustomStringConvertible {
    let description: String
}
