import JSON

@testable import KithService

/// Casework as it should be, in plain dictionaries: the shortest statement of the rules, which knows no SQL and nothing
/// of how the service does it.
///
/// Left out: assets, rights, erasure and retention, who may have met whom, batches, front ends, tokens that
/// are for less than their role, and clocks that go back; each has tests of its own.
struct Model {
    /// Somebody with an account.
    struct Worker {
        let role: Role
        var team: String?
        var isActive = true

        /// Whether they work with people here.
        var worksWithPeople: Bool { isActive && (role == .practitioner || role == .supervisor) }
    }

    /// Access that somebody asked for: to a case, a person or a note.
    struct Grant {
        let worker: String
        let to: String
        let until: String
    }

    /// What the records of a kind belong to.
    private struct Place: Hashable {
        let kind: ModelKind
        let parent: String
    }

    var workers: [String: Worker]
    let agencies: Set<String>
    var now: Instant
    /// The ids that the service gave what it made within another record, in their order.
    var madeWithin: [String] = []
    private(set) var grants: [Grant] = []
    private var records: [ModelKind: [ModelRecord]] = [:]
    private var places: [String: (kind: ModelKind, index: Int)] = [:]
    private var children: [Place: [Int]] = [:]
    private var count = 0

    init(workers: [String: Worker], agencies: Set<String>, now: Instant) {
        (self.workers, self.agencies, self.now) = (workers, agencies, now)
    }

    /// The time as it is written down.
    ///
    /// Texts of days and of moments sort as they follow one another.
    var nowText: String { now.canonical }
    var today: String { String(nowText.prefix(10)) }

    /// All records of a kind, in the order in which they were made.
    func all(_ kind: ModelKind) -> [ModelRecord] { records[kind] ?? [] }

    /// The records of a kind that belong to another record.
    func all(_ kind: ModelKind, under parent: String) -> [ModelRecord] {
        guard let indices = children[Place(kind: kind, parent: parent)], let records = records[kind] else { return [] }
        return indices.map { records[$0] }
    }

    /// The record of an id.
    func find(_ kind: ModelKind, _ id: String) -> ModelRecord? {
        guard let place = places[id], place.kind == kind else { return nil }
        return records[kind]?[place.index]
    }

    /// Adds a record.
    ///
    /// - Parameter id: Its id; nil where it comes of another's making, and no answer tells it.
    @discardableResult
    mutating func add(
        _ kind: ModelKind, _ members: [String: JSONValue], id: String? = nil, by worker: String
    ) -> ModelRecord {
        count += 1
        let record = ModelRecord(
            kind: kind, id: id ?? "?\(count)", order: count, isByproduct: id == nil, createdAt: nowText,
            createdBy: worker, updatedAt: nowText, members: members)
        let index = all(kind).count
        records[kind, default: []].append(record)
        places[record.id] = (kind, index)
        if let parent = kind.parent.flatMap({ members[$0]?.stringValue }) {
            children[Place(kind: kind, parent: parent), default: []].append(index)
        }
        return record
    }

    /// Changes what a record says; what it said is kept.
    ///
    /// To say the same again is no change.
    mutating func change(_ record: ModelRecord, to members: [String: JSONValue], by worker: String) {
        guard members != record.members else { return }
        let earlier = ModelRecord.Earlier(
            version: record.version, members: record.members, updatedAt: record.updatedAt, replacedAt: nowText,
            replacedBy: worker)
        set(record, members) { $0.earlier.append(earlier) }
    }

    /// Changes a record in a way that has a history of its own.
    mutating func set(
        _ record: ModelRecord, _ members: [String: JSONValue], _ also: (inout ModelRecord) -> Void = { _ in }
    ) {
        guard let place = places[record.id], var changed = records[place.kind]?[place.index] else { return }
        changed.members = members
        changed.version += 1
        changed.updatedAt = nowText
        also(&changed)
        records[place.kind]?[place.index] = changed
    }

    /// Lets somebody in for a time.
    mutating func grant(_ worker: String, _ id: String, until: String) {
        grants.append(Grant(worker: worker, to: id, until: until))
    }

    /// Takes in the id of a record that came of another's making.
    mutating func learn(_ record: ModelRecord, _ id: String) {
        guard let place = places.removeValue(forKey: record.id) else { return }
        places[id] = place
        records[place.kind]?[place.index].id = id
        guard record.kind == .barrier else { return }
        let indices = children.removeValue(forKey: Place(kind: .link, parent: record.id)) ?? []
        children[Place(kind: .link, parent: id)] = indices
        for index in indices { records[.link]?[index].members["barrier"] = .string(id) }
    }
}
