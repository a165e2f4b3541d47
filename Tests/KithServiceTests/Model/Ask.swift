import JSON

/// What somebody asks of the service: one request, as the model understands it.
struct Ask {
    /// What is asked for.
    enum What {
        case create(ModelKind, under: String?)
        case change(ModelKind, String, under: String?)
        case read(ModelKind, String, under: String?)
        case move(String)
        case reopen(String)
        case dispute(String, under: String)
        /// An administrator changes a worker's account.
        case employ(String)
    }

    /// Which version a change means.
    enum Match: Sendable, CaseIterable {
        case present, any, older, unsaid
    }

    /// What somebody says to be let in.
    struct Asking {
        let purpose: String
        let reason: String
    }

    /// The worker who asks.
    let by: String
    let what: What
    var body: [String: JSONValue] = [:]
    var match = Match.present
    var asking: Asking?

    var method: String {
        switch what {
        case .read: "GET"
        case .change, .employ: "PATCH"
        case .create, .move, .reopen, .dispute: "POST"
        }
    }

    var target: String {
        switch what {
        case .create(let kind, let parent): kind.path(under: parent)
        case .change(let kind, let id, let parent), .read(let kind, let id, let parent):
            "\(kind.path(under: parent))/\(id)"
        case .move(let id): "/v1/cases/\(id)/state"
        case .reopen(let id): "/v1/cases/\(id)/reopen"
        case .dispute(let id, let supportCase): "\(ModelKind.note.path(under: supportCase))/\(id)/dispute"
        case .employ(let id): "/v1/workers/\(id)"
        }
    }

    /// The records that its path names and that can be asked for, the outer one first.
    var opens: [(kind: ModelKind, id: String)] {
        switch what {
        case .change(.person, let id, _), .read(.person, let id, _): [(.person, id)]
        case .change(.supportCase, let id, _), .read(.supportCase, let id, _), .move(let id), .reopen(let id):
            [(.supportCase, id)]
        case .change(.note, let id, let parent?), .read(.note, let id, let parent?), .dispute(let id, let parent):
            [(.supportCase, parent), (.note, id)]
        case .create(let kind, let parent?), .change(let kind, _, let parent?), .read(let kind, _, let parent?):
            ModelKind.ofCase.contains(kind) ? [(.supportCase, parent)] : []
        case .create, .change, .read, .employ: []
        }
    }
}

extension Ask: CustomStringConvertible {
    var description: String {
        let object = JSONObject(body.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) })
        let asked = asking.map { " asking for \($0.purpose)" } ?? ""
        return "\(by.suffix(4)): \(method) \(target) \(JSON.text(.object(object))) if \(match)\(asked)"
    }
}
