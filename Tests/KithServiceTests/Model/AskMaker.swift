import JSON

@testable import KithService

/// Makes up what people ask at a busy desk, right and wrong, the same for the same seed.
///
/// It chooses among what the model has, so that most of it means something; what is hidden from who asks is among it.
struct AskMaker {
    /// An id that nothing has.
    static let unknown = "019aa5b2-7c00-7000-8000-00000000abcd"

    var random: SeededGenerator
    private let teams: [String]
    private var count = 0

    init(seed: UInt64, teams: [String]) {
        random = SeededGenerator(seed: seed)
        self.teams = teams
    }

    /// How long it takes until somebody asks again, in seconds: mostly no time, and now and then up to the very second
    /// at which something ends.
    mutating func pause(_ model: Model) -> Int64 {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<60: return Int64.random(in: 0...5, using: &random)
        case 60..<92: return Int64.random(in: 5...120, using: &random)
        case 92..<97: return Int64.random(in: 120...7200, using: &random)
        default:
            let midnight = (model.now.seconds / 86_400 + 1) * 86_400
            let ends = model.grants.compactMap { try? Instant($0.until).seconds }.filter { $0 > model.now.seconds }
            let end = one(of: ends + [midnight]) ?? midnight
            return max(0, end - model.now.seconds + Int64.random(in: -1...1, using: &random))
        }
    }

    /// What is asked next.
    mutating func next(_ model: Model) -> Ask {
        count += 1
        let worker = self.worker(model)
        var ask = make(by: worker, model)
        if ask.asking == nil, !ask.opens.isEmpty, chance(12) { ask.asking = asking() }
        return ask
    }

    /// Whether something happens that happens once in so many times.
    mutating func chance(_ times: Int) -> Bool { Int.random(in: 0..<times, using: &random) == 0 }

    /// One of some values; nil where there are none.
    mutating func one<Values: Collection>(of values: Values) -> Values.Element? {
        values.randomElement(using: &random)
    }

    /// Some words that were not said before.
    mutating func words() -> JSONValue {
        let said = one(of: ["She came by", "A letter came", "He rang", "The door was open", "Tea at the allotment"])
        return .string("\(said ?? ""), \(count)")
    }

    /// A worker of any kind; unknown now and then.
    mutating func anyWorker(_ model: Model) -> String {
        chance(25) ? Self.unknown : one(of: model.workers.filter { $0.value.role != .admin }.keys.sorted()) ?? ""
    }

    /// A person: mostly one whom the worker reads; one who is hidden, or unknown, now and then.
    mutating func person(for worker: String, _ model: Model) -> String {
        if chance(25) { return Self.unknown }
        let people = model.all(.person).suffix(24).map(\.id)
        let read = chance(3) ? [] : people.filter { model.reads(worker, person: $0) }
        return one(of: read.isEmpty ? people : read) ?? Self.unknown
    }

    /// A case: mostly one that the worker reads.
    mutating func supportCase(for worker: String, _ model: Model) -> String {
        if chance(40) { return Self.unknown }
        let cases = model.all(.supportCase).suffix(10).map(\.id)
        let read = chance(5) ? [] : cases.filter { model.reads(worker, case: $0) }
        return one(of: read.isEmpty ? cases : read) ?? Self.unknown
    }

    /// A day near today, as a text.
    mutating func day(_ model: Model, from first: Int = -3, to last: Int) -> JSONValue {
        let day = model.now.dateInUTC.adding(days: Int.random(in: first...last, using: &random))
        return .string(day?.canonical ?? model.today)
    }

    /// A moment near now, as a text.
    mutating func moment(_ model: Model, to last: Int64) -> JSONValue {
        .string(model.now.adding(seconds: Int64.random(in: -80_000...last, using: &random)).canonical)
    }

    /// Who asks: mostly somebody who reads some case, so that most of what is asked is theirs to ask.
    private mutating func worker(_ model: Model) -> String {
        let workers = model.workers.filter { $0.value.role != .admin }.keys.sorted()
        let working = workers.filter { model.workers[$0]?.worksWithPeople == true }
        guard let supportCase = one(of: model.all(.supportCase).suffix(10)), !chance(8) else {
            return one(of: chance(4) ? workers : working) ?? ""
        }
        return one(of: working.filter { model.reads($0, case: supportCase.id) }) ?? one(of: working) ?? ""
    }

    private mutating func make(by worker: String, _ model: Model) -> Ask {
        let known = supportCase(for: worker, model)
        func create(_ kind: ModelKind, _ maker: inout AskMaker, under parent: String? = nil) -> Ask {
            Ask(by: worker, what: .create(kind, under: parent), body: maker.body(kind, parent, by: worker, model))
        }
        switch Int.random(in: 0..<141, using: &random) {
        case 0..<5: return create(.person, &self)
        case 5..<9: return create(.supportCase, &self)
        case 9..<20: return create(.contact, &self, under: known)
        case 20..<29: return create(.note, &self, under: known)
        case 29..<34: return create(.step, &self, under: known)
        case 34..<40: return create(.pull, &self, under: known)
        case 40..<43: return create(.decision, &self, under: known)
        case 43..<46: return create(.serviceUse, &self, under: known)
        case 46..<50: return create(.cover, &self, under: known)
        case 50..<54: return create(.teamMember, &self, under: known)
        case 54..<61: return create(.handover, &self, under: known)
        case 61..<68: return move(known, by: worker)
        case 68..<71: return Ask(by: worker, what: .reopen(resting(model) ?? known))
        case 71..<77: return create(.tie, &self)
        case 77..<81:
            return create(.account, &self, under: one(of: Array(model.all(.tie).suffix(20)), for: worker, model))
        case 81..<83: return create(.apart, &self)
        case 83..<85: return create(.barrier, &self)
        case 85..<87:
            return create(.link, &self, under: one(of: Array(model.all(.barrier).suffix(20)), for: worker, model))
        case 87..<112: return change(by: worker, model)
        case 112..<115: return dispute(by: worker, model)
        case 115..<127: return read(by: worker, model)
        case 127..<133: return letIn(worker, model)
        case 133..<136: return create(.household, &self)
        case 136..<140:
            let home = one(of: Array(model.all(.household).suffix(12)), for: worker, model)
            return create(.householdMember, &self, under: home)
        default: return employ(model)
        }
    }

    private mutating func move(_ supportCase: String, by worker: String) -> Ask {
        let states = [
            "hello", "building_trust", "working_towards", "connecting", "stepping_back", "at_rest", "at_rest",
        ]
        var body: [String: JSONValue] = [:]
        body["state"] = chance(20) ? Optional.none : one(of: states).map(JSONValue.string)
        if (body["state"] == "at_rest") != chance(10) { body["reason"] = "moved" }
        if chance(2) { body["note"] = words() }
        return Ask(by: worker, what: .move(supportCase), body: body)
    }

    private mutating func dispute(by worker: String, _ model: Model) -> Ask {
        let note = model.find(.note, one(of: Array(model.all(.note).suffix(20)), for: worker, model))
        var body: [String: JSONValue] = [:]
        if !chance(10) { body["dispute_statement"] = words() }
        if chance(3) { body["disputed_by"] = .string(person(for: worker, model)) }
        return Ask(
            by: worker, what: .dispute(note?.id ?? Self.unknown, under: note?.text("case") ?? Self.unknown), body: body)
    }

    private mutating func read(by worker: String, _ model: Model) -> Ask {
        let kinds =
            ModelKind.changeable + [.handover, .account, .link, .note, .person, .supportCase, .barrier, .household]
        let (kind, id, parent) = anyRecord(of: kinds, for: worker, model)
        return Ask(by: worker, what: .read(kind, id, under: parent))
    }

    /// Somebody asks to be let in to what is closed to them.
    private mutating func letIn(_ worker: String, _ model: Model) -> Ask {
        let kind = one(of: [ModelKind.person, .supportCase, .note]) ?? .person
        let closed = model.all(kind).suffix(30).filter { !model.shows($0, to: worker) }
        let record = one(of: closed)
        return Ask(
            by: worker, what: .read(kind, record?.id ?? Self.unknown, under: kind.parent.flatMap { record?.text($0) }),
            asking: asking())
    }

    private mutating func asking() -> Ask.Asking {
        let purpose = one(of: Model.askingHours.map(\.purpose) + ["curiosity"]) ?? ""
        return Ask.Asking(purpose: purpose, reason: "A call from the ward, number \(count)")
    }

    private mutating func change(by worker: String, _ model: Model) -> Ask {
        let (kind, id, parent) = anyRecord(of: ModelKind.changeable, for: worker, model)
        var body: [String: JSONValue] = [:]
        // Part of what another such record would say, and now and then one member less.
        let other = self.body(kind, parent, by: worker, model)
        for (name, value) in other.sorted(by: { $0.key < $1.key }) where !kind.fixed.contains(name) || chance(15) {
            if chance(2) { body[name] = chance(6) ? JSONValue.null : value }
        }
        if kind == .apart || kind == .tie, chance(3) { body["until"] = .null }
        if kind == .apart, chance(2) { body["until"] = .string(model.today) }
        let match: Ask.Match = chance(12) ? .unsaid : chance(12) ? .older : chance(3) ? .any : .present
        return Ask(by: worker, what: .change(kind, id, under: parent), body: body, match: match)
    }

    private mutating func employ(_ model: Model) -> Ask {
        let admin = model.workers.first { $0.value.role == .admin }?.key ?? ""
        let staff = model.workers.filter { $0.value.role != .admin }.keys.sorted()
        let gone = staff.filter { model.workers[$0]?.isActive == false }
        let worker = (chance(2) ? one(of: gone) : nil) ?? one(of: staff) ?? ""
        var body: [String: JSONValue] = ["active": .bool(model.workers[worker]?.isActive == false)]
        if chance(2) { body = ["team": .string(one(of: teams) ?? "")] }
        return Ask(by: admin, what: .employ(worker), body: body)
    }

    /// A record of one of some kinds, mostly one that the worker reads; none now and then.
    private mutating func anyRecord(
        of kinds: [ModelKind], for worker: String, _ model: Model
    ) -> (kind: ModelKind, id: String, parent: String?) {
        let near = supportCase(for: worker, model)
        let filled = kinds.filter { $0.parent != "case" || !model.all($0, under: near).isEmpty }
        let kind = one(of: filled) ?? .person
        let records =
            kind.parent == "case" && !chance(8) ? model.all(kind, under: near) : Array(model.all(kind).suffix(30))
        let id = one(of: records, for: worker, model)
        guard let record = model.find(kind, id), !chance(40) else { return (kind, id, kind.parent.map { _ in near }) }
        guard let parent = kind.parent else { return (kind, id, nil) }
        return (kind, id, chance(25) ? near : record.text(parent))
    }

    /// One of some records, mostly one that the worker reads, and that was changed before: so there is a history.
    ///
    /// What came of another's making has no id that is known at once, except for a barrier.
    private mutating func one(of records: [ModelRecord], for worker: String, _ model: Model) -> String {
        let named = records.filter { !$0.id.hasPrefix("?") && (!$0.isByproduct || $0.kind == .barrier) }
        let shown = named.filter { model.shows($0, to: worker) }
        let some = shown.isEmpty || chance(6) ? named : shown
        let changed = some.filter { $0.version > 1 }
        return one(of: changed.isEmpty || chance(2) ? some : changed)?.id ?? Self.unknown
    }

    private mutating func resting(_ model: Model) -> String? {
        chance(4) ? nil : one(of: model.all(.supportCase).filter { $0.text("state") == "at_rest" }.map(\.id))
    }
}
