import JSON

@testable import KithService

/// What a record may say.
extension Model {
    /// Where what came in lacks a member, or says what cannot be.
    func faults(_ kind: ModelKind, _ members: [String: JSONValue]) -> [String] {
        kind.required.filter { members[$0] == nil }.map { "/\($0)" }
            + ModelContradictions(members: members).places(kind)
    }

    /// What a record says once the service has filled in what nobody said.
    func filledIn(_ kind: ModelKind, _ said: [String: JSONValue], by worker: String) -> [String: JSONValue] {
        var members = said.merging(kind.standard) { said, _ in said }
        func fill(_ name: String, _ value: JSONValue) { members[name] = members[name] ?? value }
        let (me, today) = (JSONValue.string(worker), JSONValue.string(today))
        switch kind {
        case .supportCase:
            fill("lead", me)
            members["state"] = "hello"
        case .cover, .teamMember: fill("from", today)
        case .handover: if members["overlap_to"] != nil { fill("overlap_from", today) }
        case .contact:
            fill("at", .string(nowText))
            fill("by", me)
        case .note:
            members["by"] = me
            members = notesFilledIn(members)
        case .step: fill("by", me)
        case .pull:
            fill("by", me)
            fill("asked_on", today)
            fill("outcome", "waiting")
        case .decision:
            fill("decided_by", me)
            fill("decided_on", today)
        case .serviceUse:
            members["uncosted"] = true
        case .tie: members["inverse"] = Self.inverses[said["tie"]?.stringValue ?? ""].map(JSONValue.string)
        case .account: fill("said_on", today)
        case .apart: fill("since", today)
        case .person, .move, .lead, .barrier, .link, .notice, .household, .householdMember: break
        }
        return members
    }

    /// What does not say what it rests on is its writer's opinion.
    func notesFilledIn(_ said: [String: JSONValue]) -> [String: JSONValue] {
        var members = said
        members["standing"] = members["standing"] ?? "opinion"
        members["visibility"] = members["visibility"] ?? "case_team"
        if members["standing"] == "opinion", let writer = members["by"] {
            members["whose"] = members["whose"] ?? ["type": "worker", "id": writer]
        }
        return members
    }

    /// Refuses what is said to have happened tomorrow or later, and what only the days tell to be wrong.
    ///
    /// - Returns: What the record says, with what follows from the day.
    func weighed(_ kind: ModelKind, _ said: [String: JSONValue]) throws(ModelRefusal) -> [String: JSONValue] {
        for name in Self.past[kind] ?? [] {
            let latest = now.adding(seconds: 24 * 60 * 60).canonical
            guard let at = said[name]?.stringValue, at > latest.prefix(at.count) else { continue }
            throw ModelRefusal(at: ["/\(name)"])
        }
        var places = ModelContradictions(members: said).places(kind)
        if kind == .handover {
            if let to = said["overlap_to"]?.stringValue, to < today { places.append("/overlap_to") }
            if let next = said["next_promised_contact"]?.stringValue, next < nowText {
                places.append("/next_promised_contact")
            }
        }
        try ModelRefusal.ifAny(places)
        guard kind == .step, said["promise"] == true else { return said }
        var members = said
        let due = said["due"]?.stringValue
        if let done = said["done_at"]?.stringValue {
            members["kept"] = said["kept"] ?? .bool(due.map { done.prefix(10) <= $0 } ?? true)
        } else if said["kept"] != nil, due.map({ $0 >= today }) ?? true {
            throw ModelRefusal(at: ["/kept"])
        }
        return members
    }

    /// Where a record refers to what is not there, as far as its caller may know.
    ///
    /// - Parameter before: What it said: what it referred to may stay.
    func missing(
        _ kind: ModelKind, _ members: [String: JSONValue], before: [String: JSONValue] = [:], for worker: String
    ) -> [String] {
        let supportCase = ModelKind.ofCase.contains(kind) ? members["case"]?.stringValue : nil
        return kind.references.flatMap { name, type -> [String] in
            guard let value = members[name] else { return [] }
            let known = Set(ModelRecord.ids(before[name]))
            func isMissing(_ value: JSONValue) -> Bool {
                guard let id = ModelRecord.ids(value).first, !known.contains(id) else { return false }
                return !isThere(
                    type == "party" ? value["type"]?.stringValue ?? "" : type, id, supportCase, kind, worker)
            }
            guard case .array(let items) = value else { return isMissing(value) ? ["/\(name)"] : [] }
            return items.indices.filter { isMissing(items[$0]) }.map { "/\(name)/\($0)" }
        }
    }

    private func isThere(
        _ type: String, _ id: String, _ supportCase: String?, _ kind: ModelKind, _ worker: String
    ) -> Bool {
        switch type {
        case "worker": workers[id] != nil
        case "agency": agencies.contains(id)
        case "case": reads(worker, case: id)
        case "pull": find(.pull, id).map { shows($0, to: worker) } ?? false
        case "decision": find(.decision, id).map { shows($0, to: worker) } ?? false
        case "person":
            // A case is for people whom its maker reads, and so is a household; a record in a case names people whom
            // its writer knows of.
            if kind == .supportCase || kind == .householdMember {
                reads(worker, person: id)
            } else {
                knows(worker, id) && supportCase.map { !parted(from: $0).contains(id) } ?? true
            }
        default: false
        }
    }

    /// What has happened, and so by today: in the order in which it is looked at.
    private static let past: [ModelKind: [String]] = [
        .contact: ["at"], .step: ["done_at"], .pull: ["asked_on", "arrived_on"], .decision: ["decided_on"],
        .serviceUse: ["on", "from", "to"], .account: ["said_on"], .apart: ["since", "until"],
    ]
    /// The ties that are made up here, each with how the other end stands to the first.
    static let inverses = [
        "parent": "child", "child": "parent", "sibling": "sibling", "friend": "friend", "neighbour": "neighbour",
    ]
}
