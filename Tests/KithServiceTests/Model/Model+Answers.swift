import JSON

@testable import KithService

/// What the service is to answer.
struct ModelAnswer {
    let status: Int
    let json: JSONValue
    /// The version that the entity tag tells; nil where there is none.
    let version: Int?
}

extension Model {
    /// For how many hours somebody is let in who asks, by what for; a practitioner asks for the first two alone.
    static let askingHours: [(purpose: String, hours: Int64)] = [
        ("direct_support", 24), ("safeguarding", 24), ("statutory_duty", 72), ("rights_request", 72), ("quality", 8),
    ]

    /// Does what somebody asks.
    ///
    /// - Parameter id: The id that the service gave what was made.
    mutating func answer(_ ask: Ask, id: String) throws(ModelRefusal) -> ModelAnswer {
        guard let worker = workers[ask.by], worker.isActive else { throw ModelRefusal("token_needed") }
        guard allows(worker.role, ask) else { throw ModelRefusal("role_not_allowed") }
        if let asking = ask.asking { open(ask, asking, worker.role) }
        switch ask.what {
        case .create(let kind, let parent): return try create(kind, under: parent, ask.body, id, by: ask.by)
        case .change(let kind, let id, let parent): return try change(kind, id, under: parent, ask)
        case .read(let kind, let id, let parent): return try read(kind, id, under: parent, by: ask.by)
        case .move(let id): return try move(id, ask.body, by: ask.by)
        case .reopen(let id): return try reopen(id, ask.body, by: ask.by)
        case .dispute(let id, let supportCase): return try dispute(id, in: supportCase, ask.body, by: ask.by)
        case .employ(let id): return try employ(id, ask.body)
        }
    }

    /// A record as it is read by itself.
    func whole(_ record: ModelRecord, to worker: String) -> JSONValue {
        guard case .object(var object) = record.json else { return record.json }
        if record.kind == .supportCase {
            let latest = all(.contact, under: record.id).filter { isApart($0) }
                .sorted { ($0.text("at") ?? "", $0.order) > ($1.text("at") ?? "", $1.order) }
            object["latest_contacts"] = .array(latest.prefix(3).map(\.json))
        } else if record.kind == .tie {
            let accounts = all(.account, under: record.id)
            let latest = ["person", "worker", "other"].compactMap { speaker in
                accounts.filter { $0.text("said_by") == speaker }
                    .max { ($0.text("said_on") ?? "", $0.order) < ($1.text("said_on") ?? "", $1.order) }
            }
            object["latest_accounts"] = .array(latest.map(\.json))
        } else if record.kind == .household {
            object["members"] = .array(livingTogether(record.id, to: worker).map(\.json))
        }
        return .object(object)
    }

    /// The record that a path names, for whoever may read it.
    func require(
        _ kind: ModelKind, _ id: String, under parent: String?, for worker: String
    ) throws(ModelRefusal) -> ModelRecord {
        guard let record = find(kind, id), kind.parent.map({ record.text($0) == parent }) ?? true,
            shows(record, to: worker)
        else { throw .notFound }
        return record
    }

    /// The answer that shows a record.
    func answer(_ record: ModelRecord, status: Int = 200, to worker: String = "") -> ModelAnswer {
        let present = find(record.kind, record.id) ?? record
        return ModelAnswer(status: status, json: whole(present, to: worker), version: present.version)
    }

    private func read(
        _ kind: ModelKind, _ id: String, under parent: String?, by worker: String
    ) throws(ModelRefusal) -> ModelAnswer {
        if kind == .person, let person = find(.person, id), !reads(worker, person: id), knows(worker, id) {
            let stub: JSONValue = ["id": .string(id), "preferred_name": person.members["preferred_name"] ?? .null]
            return ModelAnswer(status: 200, json: stub, version: nil)
        }
        return answer(try require(kind, id, under: parent, for: worker), to: worker)
    }

    private func allows(_ role: Role, _ ask: Ask) -> Bool {
        switch ask.what {
        case .employ: role == .admin
        case .read(.barrier, _, _): [.practitioner, .supervisor, .learner].contains(role)
        default: role == .practitioner || role == .supervisor
        }
    }

    private mutating func employ(_ id: String, _ body: [String: JSONValue]) throws(ModelRefusal) -> ModelAnswer {
        guard var worker = workers[id] else { throw .notFound }
        worker.isActive = body["active"]?.boolValue ?? worker.isActive
        worker.team = body["team"]?.stringValue ?? worker.team
        let leads = all(.supportCase).contains { $0.text("lead") == id }
        guard worker.worksWithPeople || !leads else { throw ModelRefusal("leads_cases") }
        workers[id] = worker
        return ModelAnswer(status: 200, json: .null, version: nil)
    }

    private func isApart(_ contact: ModelRecord) -> Bool {
        let named = ModelKind.contact.naming.flatMap { contact.ids($0) }
        return parted(from: contact.text("case") ?? "").isDisjoint(with: named)
    }
}

/// Asking to be let in.
extension Model {
    /// Lets somebody in to the first record of a path that is there and closed to them, and tells whom it concerns.
    private mutating func open(_ ask: Ask, _ asking: Ask.Asking, _ role: Role) {
        guard let index = Self.askingHours.firstIndex(where: { $0.purpose == asking.purpose }),
            index < 2 || role == .supervisor
        else { return }
        let until = now.adding(seconds: Self.askingHours[index].hours * 3600).canonical
        for (kind, id) in ask.opens {
            guard let record = find(kind, id), !shows(record, to: ask.by) else { continue }
            if kind == .note {
                guard let parent = ask.opens.first?.id, isToAsk(record, in: parent, ask.by) else { return }
                grant(ask.by, id, until: until)
                let (writer, lead) = (record.text("by"), holder(of: parent))
                let isTold = lead != writer && lead.map { shows(record, to: $0) } == true
                for reader in [writer, isTold ? lead : nil].compactMap(\.self) where reader != ask.by {
                    tell(reader, of: parent, note: id, asking, until, by: ask.by)
                }
                return
            }
            grant(ask.by, id, until: until)
            // A person is opened with their cases: without these nobody could be supported.
            let opened = kind == .person ? cases(of: id).sorted() : [id]
            for supportCase in opened where kind == .person { grant(ask.by, supportCase, until: until) }
            for supportCase in opened {
                guard let lead = holder(of: supportCase) else { continue }
                tell(lead, of: supportCase, note: nil, asking, until, by: ask.by)
            }
            return
        }
    }

    /// A supervisor looks behind a note of their team that no barrier hides, and never in a case that they lead.
    private func isToAsk(_ note: ModelRecord, in supportCase: String, _ worker: String) -> Bool {
        let named = ModelKind.note.naming.flatMap { note.ids($0) }
        return note.text("case") == supportCase && supervises(worker, supportCase)
            && find(.supportCase, supportCase)?.text("lead") != worker
            && parted(from: supportCase).isDisjoint(with: named)
    }

    private mutating func tell(
        _ reader: String, of supportCase: String, note: String?, _ asking: Ask.Asking, _ until: String,
        by worker: String
    ) {
        var members: [String: JSONValue] = [
            "worker": .string(reader), "kind": "access_asked", "case": .string(supportCase),
            "asked_by": .string(worker), "purpose": .string(asking.purpose), "reason": .string(asking.reason),
            "until": .string(until),
        ]
        members["note"] = note.map(JSONValue.string)
        add(.notice, members, by: worker)
    }
}
