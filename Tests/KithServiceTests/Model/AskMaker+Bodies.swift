import JSON

@testable import KithService

/// What people say, kind by kind: one wrong thing now and then.
extension AskMaker {
    mutating func body(
        _ kind: ModelKind, _ parent: String?, by worker: String, _ model: Model
    ) -> [String: JSONValue] {
        var body: [String: JSONValue]
        switch kind {
        case .person: body = ["preferred_name": words(), "pronouns": "they/them", "about_me": words()]
        case .supportCase: body = supportCaseBody(by: worker, model)
        case .cover, .teamMember: body = daysBody(kind, by: worker, model)
        case .handover: body = handoverBody(parent, by: worker, model)
        case .contact: body = contactBody(by: worker, model)
        case .note: body = noteBody(by: worker, model)
        case .step: body = stepBody(by: worker, model)
        case .pull: body = pullBody(by: worker, model)
        case .decision: body = decisionBody(by: worker, model)
        case .serviceUse: body = useBody(by: worker, model)
        case .barrier:
            body = ["what": words(), "kind": "waiting_list", "shared": .bool(chance(2))]
            if chance(3) { body["agency"] = agency(model) }
        case .link: body = linkBody(by: worker, model)
        case .tie: body = tieBody(by: worker, model)
        case .account:
            body = ["strength": "weak", "strained": .bool(chance(2)), "said_on": day(model, to: chance(15) ? 3 : 1)]
            body["said_by"] = one(of: ["person", "worker", "other"]).map(JSONValue.string)
        case .apart:
            body = ["kind": "no_contact", "since": day(model, to: chance(10) ? 3 : 0), "note": words()]
            body["person"] = .string(person(for: worker, model))
            body["other"] = .string(person(for: worker, model))
        case .household: body = ["members": .array(stays(by: worker, model))]
        case .householdMember: body = stay(by: worker, model)
        case .move, .lead, .notice: body = [:]
        }
        if chance(25), let name = one(of: body.keys.sorted()) { body.removeValue(forKey: name) }
        return body
    }

    /// A party: a person mostly, or a worker, or an agency; of another type than it says, now and then.
    private mutating func party(by worker: String, _ model: Model) -> JSONValue {
        var type = one(of: ["person", "person", "person", "worker", "agency"]) ?? ""
        let id: JSONValue =
            switch type {
            case "worker": .string(anyWorker(model))
            case "agency": agency(model)
            default: .string(person(for: worker, model))
            }
        if chance(30) { type = "worker" }
        return ["type": .string(type), "id": id]
    }

    /// Who lives together; nobody now and then.
    private mutating func stays(by worker: String, _ model: Model) -> [JSONValue] {
        let count = chance(20) ? 0 : Int.random(in: 1...3, using: &random)
        var stays: [JSONValue] = []
        for _ in 0..<count {
            let stay = self.stay(by: worker, model)
            stays.append(.object(JSONObject(stay.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) })))
        }
        return stays
    }

    /// Somebody in a household, for days that are known more or less.
    private mutating func stay(by worker: String, _ model: Model) -> [String: JSONValue] {
        let dates = ["2019", "2019-06", "2019-06-15", "2021", "2021-03", "2023-11-30"]
        var body: [String: JSONValue] = ["person": .string(person(for: worker, model))]
        if chance(2) { body["role"] = "adult" }
        if chance(2) { body["from"] = one(of: chance(6) ? dates : Array(dates.prefix(3))).map(JSONValue.string) }
        if chance(2) { body["to"] = one(of: chance(6) ? dates : Array(dates.suffix(3))).map(JSONValue.string) }
        if chance(30) { body["person"] = nil }
        return body
    }

    private mutating func parties(by worker: String, _ model: Model) -> JSONValue {
        .array((0...Int.random(in: 0...1, using: &random)).map { _ in party(by: worker, model) })
    }

    private mutating func agency(_ model: Model) -> JSONValue {
        .string(chance(25) ? Self.unknown : one(of: model.agencies.sorted()) ?? Self.unknown)
    }

    private mutating func supportCaseBody(by worker: String, _ model: Model) -> [String: JSONValue] {
        let people = (0...(chance(3) ? 1 : 0)).map { _ in JSONValue.string(person(for: worker, model)) }
        var body: [String: JSONValue] = [
            "people": .array(chance(30) ? [] : people), "entry_route": "self", "what_matters": words(),
        ]
        if chance(3) { body["lead"] = .string(anyWorker(model)) }
        return body
    }

    private mutating func daysBody(
        _ kind: ModelKind, by worker: String, _ model: Model
    ) -> [String: JSONValue] {
        var body: [String: JSONValue] = [:]
        if chance(2) { body["from"] = day(model, to: 2) }
        if !chance(4) { body["to"] = day(model, from: chance(8) ? -4 : 0, to: 3) }
        if kind == .cover {
            body["worker"] = .string(anyWorker(model))
            if chance(2) { body["note"] = words() }
            return body
        }
        body["member"] = chance(2) ? party(by: worker, model) : ["type": "worker", "id": .string(anyWorker(model))]
        body["contribution"] = one(of: ["volunteer", "specialist_advice"]).map(JSONValue.string)
        return body
    }

    private mutating func handoverBody(
        _ parent: String?, by worker: String, _ model: Model
    ) -> [String: JSONValue] {
        let lead = model.find(.supportCase, parent ?? "")?.members["lead"]
        var body: [String: JSONValue] = ["to": .string(anyWorker(model)), "persons_view": words()]
        if chance(3) { body["from"] = chance(4) ? .string(anyWorker(model)) : lead }
        if chance(3) { body["chosen_by_person"] = .bool(chance(2)) }
        if chance(3) { body["overlap_to"] = day(model, from: chance(6) ? -3 : 0, to: 2) }
        if chance(5) { body["overlap_from"] = day(model, from: -1, to: 2) }
        if chance(5) { body["next_promised_contact"] = moment(model, to: 300_000) }
        return body
    }

    private mutating func contactBody(by worker: String, _ model: Model) -> [String: JSONValue] {
        var body: [String: JSONValue] = ["note": words()]
        if chance(3) { body["at"] = moment(model, to: chance(6) ? 172_800 : 0) }
        if chance(4) { body["by"] = .string(anyWorker(model)) }
        if chance(2) { body["with"] = parties(by: worker, model) }
        if chance(3) { body["present"] = parties(by: worker, model) }
        if chance(4) { body["agency"] = agency(model) }
        if chance(4) { body["minutes"] = 20 }
        return body
    }

    private mutating func noteBody(by worker: String, _ model: Model) -> [String: JSONValue] {
        var body: [String: JSONValue] = ["text": words()]
        if chance(3) { body["about"] = [.string(person(for: worker, model))] }
        if chance(2) {
            body["standing"] = one(of: ["observed", "alleged", "opinion", "own_words"]).map(JSONValue.string)
            if body["standing"] != "observed" || chance(8) { body["whose"] = party(by: worker, model) }
        }
        if chance(2) {
            body["visibility"] = "restricted"
            let readers = (0...(chance(2) ? 1 : 0)).map { _ in JSONValue.string(anyWorker(model)) }
            if chance(2) { body["visible_to"] = .array(readers) }
            if chance(12) { body["visibility"] = "case_team" }
        }
        return body
    }

    private mutating func stepBody(by worker: String, _ model: Model) -> [String: JSONValue] {
        var body: [String: JSONValue] = ["own_words": words()]
        if chance(3) { body["agreed_with"] = parties(by: worker, model) }
        if chance(2) { body["promise"] = .bool(!chance(4)) }
        if chance(2) { body["due"] = day(model, to: 2) }
        if chance(3) { body["done_at"] = moment(model, to: chance(8) ? 172_800 : 0) }
        if chance(4) { body["kept"] = .bool(chance(2)) }
        return body
    }

    private mutating func pullBody(by worker: String, _ model: Model) -> [String: JSONValue] {
        var body: [String: JSONValue] = ["what": words()]
        if chance(2) { body["from"] = chance(8) ? party(by: worker, model) : ["type": "agency", "id": agency(model)] }
        if chance(2) { body["outcome"] = one(of: ["refused", "refused", "helped", "waiting"]).map(JSONValue.string) }
        if body["outcome"] == "refused" || chance(20), chance(2) { body["refusal_reason"] = words() }
        if chance(3) { body["asked_on"] = day(model, to: chance(8) ? 3 : 0) }
        if body["outcome"] != "refused" || chance(10), chance(4) { body["arrived_on"] = day(model, to: 1) }
        return body
    }

    private mutating func decisionBody(by worker: String, _ model: Model) -> [String: JSONValue] {
        func side(_ maker: inout AskMaker) -> JSONValue {
            ["benefits": maker.words(), "harms": "Some", "likelihood": "Even", "to_whom": "Both"]
        }
        var body: [String: JSONValue] = [
            "what": words(), "acting": side(&self), "not_acting": side(&self), "does_no_harm": "It does none.",
            "stays_legal": "It does.",
        ]
        if chance(3) { body["decided_by"] = .string(anyWorker(model)) }
        if chance(3) { body["decided_on"] = day(model, to: chance(6) ? 3 : 0) }
        if chance(3) { body["review_on"] = day(model, from: -1, to: 9) }
        return body
    }

    private mutating func useBody(by worker: String, _ model: Model) -> [String: JSONValue] {
        var body: [String: JSONValue] = ["service": "ambulance", "source": "self"]
        if chance(2) { body["on"] = day(model, to: chance(8) ? 3 : 0) }
        if body["on"] == nil || chance(12) { body["from"] = day(model, to: 0) }
        if body["on"] == nil || chance(12), chance(2) { body["to"] = day(model, to: 1) }
        if chance(3) { body["count"] = 3 }
        if chance(3) { body["person"] = .string(person(for: worker, model)) }
        return body
    }

    private mutating func linkBody(by worker: String, _ model: Model) -> [String: JSONValue] {
        let supportCase = self.supportCase(for: worker, model)
        var body: [String: JSONValue] = ["case": .string(supportCase)]
        func id(_ kind: ModelKind, _ maker: inout AskMaker) -> JSONValue {
            let near = maker.chance(3) ? model.all(kind) : model.all(kind, under: supportCase)
            return .string(maker.one(of: near)?.id ?? Self.unknown)
        }
        if chance(3) { body["pull"] = id(.pull, &self) }
        if chance(4) { body["decision"] = id(.decision, &self) }
        return body
    }

    private mutating func tieBody(by worker: String, _ model: Model) -> [String: JSONValue] {
        var body: [String: JSONValue] = ["from": party(by: worker, model), "to": party(by: worker, model)]
        body["tie"] = one(of: Model.inverses.keys.sorted()).map(JSONValue.string)
        if chance(2) { body["paid"] = false }
        if chance(3) { body["since"] = .string(chance(8) ? "2024" : "2019") }
        if chance(4) { body["until"] = "2022" }
        return body
    }
}
