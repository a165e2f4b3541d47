import JSON

/// What is made and changed.
extension Model {
    mutating func create(
        _ kind: ModelKind, under parent: String?, _ body: [String: JSONValue], _ id: String, by worker: String
    ) throws(ModelRefusal) -> ModelAnswer {
        try ModelRefusal.ifAny(faults(kind, body))
        if kind == .household { return try live(together: body["members"]?.arrayValue ?? [], id, by: worker) }
        try requireParent(kind, parent, worker)
        var members = filledIn(kind, body, by: worker)
        if let name = kind.parent, let parent { members[name] = .string(parent) }
        members = try weighed(kind, members)
        try ModelRefusal.ifAny(missing(kind, members, for: worker))
        switch kind {
        case .supportCase:
            try requireToLead(members, before: [], worker)
            try requireLead(members["lead"]?.stringValue, or: "worker_cannot_lead")
        case .cover, .teamMember:
            let workers =
                members["member"]?["type"] == "person" ? [] : ModelRecord.ids(members["member"] ?? members["worker"])
            for worker in workers { try requireLead(worker, or: "worker_inactive") }
            if kind == .cover { try requireApart(members, except: nil) }
        case .handover: try hand(&members, by: worker)
        case .link: try requireOfCase(members)
        case .tie: try requireTogether(members, worker)
        case .apart: try requireKnown(members, worker)
        case .householdMember:
            try requireBeside(members, worker)
            try requireOtherDays(members, except: nil)
        default: break
        }
        let record = add(kind, members, id: id, by: worker)
        switch kind {
        case .supportCase:
            add(.lead, ["case": .string(id), "worker": members["lead"] ?? .null, "from": .string(nowText)], by: worker)
            add(.move, ["case": .string(id), "state": "hello"], by: worker)
        case .pull: if members["outcome"] == "refused" { learn(from: record, by: worker) }
        case .account: if let parent, let tie = find(.tie, parent) { set(tie, tie.members) }
        default: break
        }
        return answer(record, status: 201)
    }

    mutating func change(
        _ kind: ModelKind, _ id: String, under parent: String?, _ ask: Ask
    ) throws(ModelRefusal) -> ModelAnswer {
        let record = try require(kind, id, under: parent, for: ask.by)
        switch ask.match {
        case .unsaid: throw ModelRefusal("if_match_needed")
        case .older: throw ModelRefusal("stale")
        case .present, .any: break
        }
        var members = try merged(record, ask.body)
        if kind == .cover || kind == .teamMember { try requireParent(kind, parent, ask.by) }
        if kind == .note {
            members = notesFilledIn(members)
            let isNarrowedAnew = ["visibility", "visible_to"].contains { members[$0] != record.members[$0] }
            guard !isNarrowedAnew || record.text("by") == ask.by else { throw ModelRefusal("not_theirs_to_give") }
        }
        members = try weighed(kind, members)
        if kind == .cover { try requireApart(members, except: id) }
        if kind == .householdMember, ["from", "to"].contains(where: { members[$0] != record.members[$0] }) {
            try requireOtherDays(members, except: id)
        }
        if kind == .barrier, record.members["shared"] == true, members["shared"] == false {
            throw ModelRefusal("already_shared")
        }
        guard members != record.members else { return answer(record) }
        try ModelRefusal.ifAny(missing(kind, members, before: record.members, for: ask.by))
        if kind == .supportCase { try requireToLead(members, before: record.ids("people"), ask.by) }
        change(record, to: members, by: ask.by)
        if kind == .pull, members["outcome"] == "refused", record.text("outcome") != "refused",
            let pull = find(.pull, id)
        {
            learn(from: pull, by: ask.by)
        }
        return answer(record)
    }

    mutating func dispute(
        _ id: String, in supportCase: String, _ body: [String: JSONValue], by worker: String
    ) throws(ModelRefusal) -> ModelAnswer {
        guard body["dispute_statement"] != nil else { throw ModelRefusal(at: ["/dispute_statement"]) }
        let note = try require(.note, id, under: supportCase, for: worker)
        let people = find(.supportCase, supportCase)?.ids("people") ?? []
        var members = note.members
        members["dispute_statement"] = body["dispute_statement"]
        members["disputed_by"] = body["disputed_by"] ?? (people.count == 1 ? people.first.map(JSONValue.string) : nil)
        members["disputed_at"] = .string(nowText)
        if let person = body["disputed_by"]?.stringValue,
            !knows(worker, person) || parted(from: supportCase).contains(person)
        {
            throw ModelRefusal(at: ["/disputed_by"])
        }
        change(note, to: members, by: worker)
        return answer(note)
    }

    /// Who adds to a case reads it; who lets others in to it may give access.
    private func requireParent(_ kind: ModelKind, _ parent: String?, _ worker: String) throws(ModelRefusal) {
        guard let parent else { return }
        switch kind {
        case .link: _ = try require(.barrier, parent, under: nil, for: worker)
        case .account: _ = try require(.tie, parent, under: nil, for: worker)
        case .householdMember: _ = try require(.household, parent, under: nil, for: worker)
        default:
            guard reads(worker, case: parent) else { throw .notFound }
            guard [.cover, .teamMember, .handover].contains(kind) else { return }
            guard gives(worker, parent) else { throw ModelRefusal("not_theirs_to_give") }
        }
    }

    /// What a merge patch makes of a record.
    private func merged(
        _ record: ModelRecord, _ patch: [String: JSONValue]
    ) throws(ModelRefusal) -> [String: JSONValue] {
        var (members, places) = (record.members, [String]())
        for (name, value) in patch {
            if record.kind.fixed.contains(name) {
                if value != record.members[name] ?? .null { places.append("/\(name)") }
            } else if value.isNull {
                members.removeValue(forKey: name)
                if record.kind.filledIn.contains(name) { places.append("/\(name)") }
            } else {
                members[name] = value
            }
        }
        members.merge(record.kind.standard) { said, _ in said }
        try ModelRefusal.ifAny(places + faults(record.kind, members))
        return members
    }

    private func requireLead(_ worker: String?, or code: String) throws(ModelRefusal) {
        guard let worker, workers[worker]?.worksWithPeople == true else { throw ModelRefusal(code) }
    }

    /// Nobody comes into a case with somebody from whom a barrier parts them, nor by who was let in for a time.
    private func requireToLead(
        _ members: [String: JSONValue], before: [String], _ worker: String
    ) throws(ModelRefusal) {
        let people = ModelRecord.ids(members["people"])
        let new = people.indices.filter { !before.contains(people[$0]) }
        try ModelRefusal.ifAny(
            new.filter { index in people.contains { isBetween($0, people[index]) } }.map { "/people/\($0)" })
        guard new.allSatisfy({ leads(worker, people[$0]) }) else { throw ModelRefusal("not_theirs_to_give") }
    }

    /// Covers of one worker and case share no day.
    private func requireApart(_ members: [String: JSONValue], except id: String?) throws(ModelRefusal) {
        let (from, to) = (members["from"]?.stringValue ?? "", members["to"]?.stringValue ?? "9999-12-31")
        let others = all(.cover, under: members["case"]?.stringValue ?? "").filter {
            $0.id != id && $0.members["worker"] == members["worker"]
        }
        let overlaps = others.contains { ($0.text("from") ?? "") <= to && ($0.text("to") ?? "9999-12-31") >= from }
        guard !overlaps else { throw ModelRefusal("overlaps") }
    }

    private func requireOfCase(_ members: [String: JSONValue]) throws(ModelRefusal) {
        let wrong = [("pull", ModelKind.pull), ("decision", .decision)].filter { name, kind in
            members[name].map { find(kind, $0.stringValue ?? "")?.members["case"] != members["case"] } ?? false
        }
        try ModelRefusal.ifAny(wrong.map { "/\($0.0)" })
    }

    /// Of two people whom somebody knows by name alone, or whom a barrier parts, nothing is tied.
    private func requireTogether(_ members: [String: JSONValue], _ worker: String) throws(ModelRefusal) {
        let ends = ModelRecord.ids(members["from"]) + ModelRecord.ids(members["to"])
        let people = ends.filter { find(.person, $0) != nil }
        let isRead = people.isEmpty || people.contains { reads(worker, person: $0) }
        guard isRead, !(people.count == 2 && isBetween(people[0], people[1])) else { throw ModelRefusal(at: ["/to"]) }
    }

    /// A barrier stands between two people whom somebody knows of, one of whom they read.
    private func requireKnown(_ members: [String: JSONValue], _ worker: String) throws(ModelRefusal) {
        let ends = ["person", "other"].map { (name: $0, id: members[$0]?.stringValue ?? "") }
        try ModelRefusal.ifAny(ends.filter { !knows(worker, $0.id) }.map { "/\($0.name)" })
        guard ends.contains(where: { reads(worker, person: $0.id) }) else { throw ModelRefusal(at: ["/person"]) }
    }

    /// A refusal becomes a barrier by itself.
    private mutating func learn(from pull: ModelRecord, by worker: String) {
        var members: [String: JSONValue] = ["shared": false]
        members["what"] = pull.members["refusal_reason"] ?? pull.members["what"]
        if pull.members["from"]?["type"] == "agency" { members["agency"] = pull.members["from"]?["id"] }
        let barrier = add(.barrier, members, by: worker)
        add(
            .link,
            ["barrier": .string(barrier.id), "case": pull.members["case"] ?? .null, "pull": .string(pull.id)],
            by: worker)
    }
}
