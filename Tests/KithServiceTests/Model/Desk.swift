import HTTP
import JSON
import Testing

@testable import KithService

/// A desk at which colleagues work: each request goes to the service and to the model, which must agree.
struct Desk {
    /// A difference between the service and the model.
    struct Difference: Error, CustomStringConvertible {
        let description: String
    }

    /// How many of the last operations a report names.
    static let lastCount = 12

    let test: TestService
    let tokens: [String: String]
    var model: Model
    private(set) var done = 0
    /// How often which refusal was met.
    private(set) var refusals: [String: Int] = [:]
    private var maker: AskMaker
    private var last: [String] = []

    /// Two teams with their supervisors, one worker of no team, one who learns, and one who looks after accounts.
    init(seed: UInt64) throws {
        test = try TestService()
        let teams = try [test.makeTeam("Wharf Rows"), test.makeTeam("Hill Side")]
        var workers: [String: Model.Worker] = [:]
        var tokens: [String: String] = [:]
        let staff: [(Role, ID?)] = [
            (.supervisor, teams[0]), (.supervisor, teams[1]), (.practitioner, teams[0]), (.practitioner, teams[0]),
            (.practitioner, teams[1]), (.practitioner, teams[1]), (.practitioner, nil), (.learner, teams[0]),
        ]
        for (index, (role, team)) in staff.enumerated() {
            let colleague = try test.makeColleague(role, name: "Colleague \(index)", team: team)
            let id = colleague.id.canonical
            workers[id] = Model.Worker(role: role, team: team?.canonical)
            tokens[id] = colleague.token
        }
        let admin = try #require(test.workers[.admin]).canonical
        workers[admin] = Model.Worker(role: .admin, team: nil)
        tokens[admin] = test.tokens[.admin]
        var agencies: Set<String> = []
        for name in ["Council housing", "Probation"] {
            let made = try test.ask("POST", "/v1/agencies", as: .admin, #"{"name": "\#(name)"}"#)
            agencies.insert(try #require(try JSON.read(made.text)["id"]?.stringValue))
        }
        self.tokens = tokens
        model = Model(workers: workers, agencies: agencies, now: test.clock.now())
        maker = AskMaker(seed: seed, teams: teams.map(\.canonical))
    }

    /// Does one random operation, some time after the one before.
    mutating func work() throws {
        let pause = maker.pause(model)
        test.clock.advance(seconds: pause)
        model.now = test.clock.now()
        let ask = maker.next(model)
        done += 1
        last.append("\(done). \(model.nowText) \(ask)")
        if last.count > Self.lastCount { last.removeFirst() }
        if done % 500 == 0 { test.service.audit.flush() }
        try compare(ask)
        try nameNewBarrier(ask)
    }

    /// What a report says of the operations before a difference.
    var report: String { "after operation \(done); the last ones:\n" + last.joined(separator: "\n") }

    /// Asks the service.
    func ask(_ method: String, _ target: String, by worker: String, _ body: String? = nil, fields: [String] = []) throws
        -> (status: Int, json: JSONValue, tag: String?)
    {
        let token = try #require(tokens[worker])
        let answer = try test.ask(
            method, target, as: nil, body, fields: fields + ["Authorization: Bearer \(token)"])
        let text = try answer.text
        return (Int(answer.status.code), text.isEmpty ? .null : try JSON.read(text), answer.fields.first(.etag))
    }

    /// Makes sure that two values are alike.
    func expect(_ found: JSONValue, is expected: JSONValue, _ what: @autoclosure () -> String) throws {
        guard found != expected else { return }
        throw Difference(
            description: "\(what()): the model says\n\(JSON.pretty(expected))and the service\n\(JSON.pretty(found))")
    }

    private mutating func compare(_ ask: Ask) throws {
        let object = JSONObject(ask.body.map { (name: $0.key, value: $0.value) })
        let body = ask.method == "GET" ? nil : JSON.text(.object(object))
        let found = try self.ask(ask.method, ask.target, by: ask.by, body, fields: try fields(ask))
        let place = "\(found.status) to \(ask.method) \(ask.target)"
        do {
            let id = found.json["id"]?.stringValue ?? ""
            model.madeWithin = found.json["members"]?.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
            let expected = try model.answer(ask, id: id)
            guard found.status == expected.status else {
                throw Difference(
                    description: "\(place): the model says \(expected.status), the service \(JSON.text(found.json))")
            }
            guard !expected.json.isNull else { return }
            try expect(found.json, is: expected.json, place)
            try compareTag(found.tag, expected, place)
        } catch let refusal as ModelRefusal {
            refusals[refusal.code, default: 0] += 1
            let code = found.json["code"]?.stringValue ?? ""
            let places = Set(found.json["errors"]?.arrayValue?.compactMap { $0["pointer"]?.stringValue } ?? [])
            guard found.status == refusal.status, code == refusal.code, places.sorted() == refusal.places else {
                throw Difference(
                    description: "\(place): the model refuses, \(refusal); the service says \(JSON.text(found.json))")
            }
        }
    }

    /// An entity tag tells the version; that of a case tells its latest contacts too, where it shows any, and that of a
    /// household its members.
    private func compareTag(_ tag: String?, _ expected: ModelAnswer, _ place: String) throws {
        let number = tag.flatMap { Int($0.dropFirst().dropLast()) }
        let showsOthers = ["latest_contacts", "members"].contains { expected.json[$0]?.arrayValue?.isEmpty == false }
        guard number.map({ showsOthers ? $0 >> 40 : $0 }) == expected.version else {
            let version = expected.version.map(String.init) ?? "none"
            throw Difference(description: "\(place): the model says version \(version), the service \(tag ?? "none")")
        }
    }

    private func fields(_ ask: Ask) throws -> [String] {
        var fields: [String] = []
        if let asking = ask.asking {
            fields += ["Kith-Access-Purpose: \(asking.purpose)", "Kith-Access-Reason: \(asking.reason)"]
        }
        guard ask.method == "PATCH" else { return fields }
        switch ask.match {
        case .any: fields.append("If-Match: *")
        case .unsaid: break
        case .older, .present:
            guard case .change(let kind, let id, _) = ask.what, let record = model.find(kind, id) else {
                return fields + ["If-Match: *"]
            }
            var tag = "\"\(record.version - (ask.match == .older ? 1 : 0))\""
            // A case's tag cannot be made up: it has to be read, if it may be.
            if kind == .supportCase, ask.match == .present {
                tag = try self.ask("GET", ask.target, by: ask.by).tag ?? "*"
            }
            fields.append("If-Match: \(tag)")
        }
        return fields
    }

    /// A barrier that a refusal made is the newest that its maker reads: its id is taken in at once, so that what is
    /// asked next does not depend on when everything was read.
    private mutating func nameNewBarrier(_ ask: Ask) throws {
        guard let barrier = model.all(.barrier).last, barrier.id.hasPrefix("?") else { return }
        let newest = try self.ask("GET", "/v1/barriers?sort=-created&limit=1", by: ask.by).json["items"]?[0]
        model.learn(barrier, newest?["id"]?.stringValue ?? "")
        try expect(
            newest ?? .null, is: model.find(.barrier, newest?["id"]?.stringValue ?? "")?.json ?? .null, "barrier")
    }
}
