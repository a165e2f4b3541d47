import JSON

@testable import KithService

/// Everything that each worker may read, compared with what the model says that they may: no more, no less.
extension Desk {
    /// The members whose lists a case has, with the order in which they are read.
    private static let sorts: [ModelKind: String] = [.contact: "at", .account: "said_on", .household: "id"]

    /// Reads everything as everybody.
    ///
    /// - Parameter share: One record in so many is also read by itself, with its versions.
    mutating func readAll(share: Int) throws {
        for worker in model.workers.keys.sorted() { try readAll(as: worker, share: share) }
        test.service.audit.flush()
    }

    /// Waits until the half-year has ended, and reads as everybody who learns what is counted of it.
    mutating func readSummaries() throws {
        let january = try Instant("2027-01-01T00:00:00Z")
        if test.clock.now() < january { test.clock.set(to: january) }
        model.now = test.clock.now()
        for worker in model.workers.keys.sorted() {
            guard let account = model.workers[worker], account.isActive,
                account.worksWithPeople || account.role == .learner
            else { continue }
            for member in ["kind", "agency"] {
                let path = "/v1/barriers/summary?by=\(member)&to=2026-12-31"
                let found = try ask("GET", path, by: worker).json["groups"]?.arrayValue ?? []
                let groups = found.map { group -> JSONValue in
                    .array(["group", "barriers", "cases"].map { group[$0] ?? .null })
                }
                try expect(.array(groups), is: .array(model.summary(by: member)), "\(path) for \(worker)")
            }
        }
        test.service.audit.flush()
    }

    /// Reads everything as one worker.
    mutating func readAll(as worker: String, share: Int) throws {
        guard let account = model.workers[worker] else { return }
        guard account.worksWithPeople else {
            let (status, closed) = (account.isActive ? 403 : 401, try ask("GET", "/v1/people", by: worker))
            guard closed.status == status else {
                throw Difference(description: "\(worker) reads people: \(JSON.text(closed.json))")
            }
            if account.isActive, account.role == .learner { try compare(.barrier, to: worker) }
            return
        }
        for kind in [ModelKind.person, .tie, .apart, .barrier, .notice] { try compare(kind, to: worker) }
        try compare(.household, to: worker)
        for household in model.shown(.household, to: worker) { try readHousehold(household.id, as: worker) }
        let cases = model.shown(.supportCase, to: worker)
        try compare("/v1/cases?lead=any&sort=created", cases.map(\.json), worker)
        let led = cases.filter { $0.text("lead") == worker }
        try compare("/v1/cases?sort=created", led.map(\.json), worker)
        for tie in model.shown(.tie, to: worker) { try compare(.account, under: tie.id, to: worker) }
        for barrier in model.shown(.barrier, to: worker) { try compare(.link, under: barrier.id, to: worker) }
        for supportCase in cases { try readCase(supportCase, as: worker) }
        let hidden = model.all(.supportCase).filter { !model.reads(worker, case: $0.id) }
        for supportCase in hidden {
            for place in ["", "/lead", "/timeline", "/notes"] {
                try expectNothing("/v1/cases/\(supportCase.id)\(place)", worker)
            }
        }
        try readSingly(as: worker, share: share)
    }

    /// Reads who lives together: as nobody's household, and as that of each who may be read, and of some who may not.
    private mutating func readHousehold(_ id: String, as worker: String) throws {
        try compare(.householdMember, under: id, to: worker)
        for person in Set(model.all(.householdMember, under: id).compactMap { $0.text("person") }).sorted() {
            let expected = model.livingTogether(id, as: person, to: worker).map(\.json)
            try compare("/v1/households/\(id)/members?person=\(person)", expected, worker)
            let theirs = model.shown(.household, to: worker).filter { household in
                model.livingTogether(household.id, as: person, to: worker).contains { $0.text("person") == person }
            }
            let target = "/v1/households?person=\(person)"
            try compare(target, theirs.sorted { $0.id < $1.id }.map(\.json), worker)
        }
    }

    private mutating func readCase(_ supportCase: ModelRecord, as worker: String) throws {
        let path = "/v1/cases/\(supportCase.id)"
        for kind in ModelKind.ofCase { try compare(kind, under: supportCase.id, to: worker) }
        let lead = model.all(.lead, under: supportCase.id).last { $0.text("to") == nil }
        if let lead {
            try expect(try ask("GET", "\(path)/lead", by: worker).json, is: lead.json, "\(path)/lead for \(worker)")
        } else {
            try expectNothing("\(path)/lead", worker)
        }
        try compareTimeline(supportCase.id, worker)
        try compareMeasures(supportCase.id, worker)
    }

    private func compareTimeline(_ id: String, _ worker: String) throws {
        let entries = ModelKind.ofCase.flatMap { kind in
            model.shown(kind, under: id, to: worker).map { record -> (at: String, record: ModelRecord) in
                let at =
                    switch kind {
                    case .contact: record.text("at")
                    case .pull: record.text("asked_on")
                    case .decision: record.text("decided_on")
                    case .serviceUse: record.text("on") ?? record.text("from")
                    case .lead, .cover, .teamMember: record.text("from")
                    default: record.createdAt
                    }
                return (at ?? "", record)
            }
        }
        let newest = entries.sorted { ($0.at, $0.record.order) > ($1.at, $1.record.order) }
        let expected = newest.map { at, record -> JSONValue in
            [
                "kind": .string(record.kind.rawValue), "at": .string(at), "id": .string(record.id),
                "record": record.json,
            ]
        }
        try compare("/v1/cases/\(id)/timeline", expected, worker)
    }

    /// How many contacts and handovers the last twelve months are made of.
    private func compareMeasures(_ id: String, _ worker: String) throws {
        let path = "/v1/cases/\(id)/measures?measure=upc,lead_changes&level=worker"
        let found = try ask("GET", path, by: worker).json["measures"]?.arrayValue ?? []
        let contacts = model.shown(.contact, under: id, to: worker).filter {
            ($0.text("at") ?? "").prefix(10) <= model.today
        }
        let handovers = model.all(.handover, under: id)
        let numbers = found.map { [$0["measure"] ?? .null, $0["n"] ?? .null] }
        let expected: [[JSONValue]] = [
            ["upc", JSONValue(integerLiteral: Int64(contacts.count))],
            ["lead_changes", JSONValue(integerLiteral: Int64(handovers.count))],
        ]
        try expect(
            .array(numbers.map(JSONValue.array)), is: .array(expected.map(JSONValue.array)), "\(path) for \(worker)")
    }

    /// Reads some records by themselves, and what they said before; those that the worker may not read are not there.
    private func readSingly(as worker: String, share: Int) throws {
        for kind in ModelKind.allCases where ![.move, .lead, .notice].contains(kind) {
            for record in model.all(kind) where record.order % share == 0 && !record.id.hasPrefix("?") {
                let path = "\(kind.path(under: kind.parent.flatMap(record.text)))/\(record.id)"
                guard model.shows(record, to: worker) else {
                    if kind == .person, model.knows(worker, record.id) { continue }
                    try expectNothing(path, worker)
                    if ModelKind.versioned.contains(kind) { try expectNothing("\(path)/versions", worker) }
                    continue
                }
                try expect(
                    try ask("GET", path, by: worker).json, is: model.whole(record, to: worker), "\(path) for \(worker)")
                guard ModelKind.versioned.contains(kind) else { continue }
                try compare("\(path)/versions", versions(of: record, to: worker), worker)
            }
        }
    }

    private func versions(of record: ModelRecord, to worker: String) -> [JSONValue] {
        let present: JSONValue = ["version": JSONValue(integerLiteral: Int64(record.version)), "record": record.json]
        return [present]
            + model.versions(of: record, to: worker).map { earlier in
                [
                    "version": JSONValue(integerLiteral: Int64(earlier.version)),
                    "replaced_at": .string(earlier.replacedAt), "replaced_by": .string(earlier.replacedBy),
                    "record": record.json(of: earlier),
                ]
            }
    }

    /// Compares a list of records, and takes in the ids of those that came of others' making.
    private mutating func compare(_ kind: ModelKind, under parent: String? = nil, to worker: String) throws {
        let target = "\(kind.path(under: parent))?sort=\(Self.sorts[kind] ?? "created")"
        let found = try list(target, worker)
        for (record, json) in zip(expected(kind, parent, worker), found) where record.id.hasPrefix("?") {
            guard let id = json["id"]?.stringValue, model.find(kind, id) == nil else { continue }
            model.learn(record, id)
        }
        try compare(target, expected(kind, parent, worker).map(\.json), worker, found: found)
    }

    /// The records of a list, in its order.
    private func expected(_ kind: ModelKind, _ parent: String?, _ worker: String) -> [ModelRecord] {
        let records = model.shown(kind, under: parent, to: worker)
        if kind == .household { return records.sorted { $0.id < $1.id } }
        guard let sort = Self.sorts[kind] else { return records }
        return records.sorted { ($0.text(sort) ?? "", $0.order) < ($1.text(sort) ?? "", $1.order) }
    }

    /// Compares a list, item by item.
    private func compare(
        _ target: String, _ expected: [JSONValue], _ worker: String, found: [JSONValue]? = nil
    ) throws {
        let found = try found ?? list(target, worker)
        for (index, pair) in zip(found, expected).enumerated() {
            try expect(pair.0, is: pair.1, "item \(index) of \(target) for \(worker)")
        }
        guard found.count != expected.count else { return }
        let spare = JSONValue.array(Array((found.count > expected.count ? found : expected).suffix(1)))
        throw Difference(
            description: "\(target) for \(worker) has \(found.count) items, in the model \(expected.count): "
                + JSON.pretty(spare))
    }

    /// All items of a list, page by page.
    private func list(_ target: String, _ worker: String) throws -> [JSONValue] {
        var (items, cursor) = ([JSONValue](), String?.none)
        repeat {
            let limit = (target.contains("?") ? "&" : "?") + "limit=200" + (cursor.map { "&cursor=\($0)" } ?? "")
            let page = try ask("GET", target + limit, by: worker)
            guard page.status == 200 else {
                throw Difference(description: "\(page.status) to GET \(target) for \(worker): \(JSON.text(page.json))")
            }
            items += page.json["items"]?.arrayValue ?? []
            cursor = page.json["next"]?.stringValue
        } while cursor != nil
        return items
    }

    private func expectNothing(_ target: String, _ worker: String) throws {
        let found = try ask("GET", target, by: worker)
        guard found.status != 404 || found.json["code"] != "not_found" else { return }
        throw Difference(description: "\(worker) is told of \(target): \(found.status) \(JSON.pretty(found.json))")
    }
}
