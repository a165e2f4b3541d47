internal import JSON
internal import SQLite

/// Puts a record into words that can be given to the person whom it is about: others are left out, or named as the
/// person knows them, and workers are their roles.
struct StoryTeller {
    /// Something that is told: when, what, and its members with their declarations.
    struct Entry {
        let kind: String
        let at: String
        let heading: String
        let members: [(spec: FieldSpec, value: JSONValue)]
    }

    let person: ID
    let vocabularies: Vocabularies
    /// Whether workers are named.
    let namesWorkers: Bool
    let db: Connection

    /// A record as it is told.
    func entry(_ key: StoryKeys.Key, _ members: JSONObject, _ line: StoryLine) throws -> Entry {
        Entry(
            kind: key.kind.rawValue, at: key.at, heading: line.heading(members),
            members: try told(members, line.members, namesOthers: line.namesOthers))
    }

    /// The members of a record that are told, references as words.
    func told(
        _ members: JSONObject, _ specs: [FieldSpec], namesOthers: Bool = false
    ) throws -> [(spec: FieldSpec, value: JSONValue)] {
        try specs.compactMap { spec in
            guard let value = members[spec.name], let told = try told(value, spec.kind, namesOthers) else {
                return nil
            }
            return (spec, told)
        }
    }

    private func told(_ value: JSONValue, _ kind: ShapeKind, _ namesOthers: Bool) throws -> JSONValue? {
        switch (kind, value) {
        case (.reference(let kind), .string(let text)):
            return try ID(text).flatMap { try name(kind, $0, namesOthers) }.map { .string($0) }
        case (.party, .object):
            guard let party = Party(json: value), let kind = ResourceKind(rawValue: party.type.rawValue) else {
                return .none
            }
            return try name(kind, party.id, namesOthers).map { .string($0) }
        case (.list(let element, _), .array(let items)):
            let told = try items.compactMap { try self.told($0, element, namesOthers) }
            return told.isEmpty ? .none : .array(told)
        case (.object(let specs, _), .object(let object)):
            let told = try told(
                object, specs.filter { $0.name != StandardFields.id.spec.name }, namesOthers: namesOthers)
            return told.isEmpty ? .none : .object(JSONObject(told.map { ($0.spec.name, $0.value) }))
        default:
            return value
        }
    }

    /// What a record that is referred to is called; nil where it is left out.
    private func name(_ kind: ResourceKind, _ id: ID, _ namesOthers: Bool) throws -> String? {
        switch kind {
        case .person:
            guard namesOthers || id == person else { return nil }
            return try db.one(Self.findPerson, id) { $0.string(0) }
        case .worker:
            let found = try db.one(Self.findWorker, id) { (name: $0.string(0), role: $0.string(1)) }
            guard let found else { return nil }
            return namesWorkers ? found.name : vocabularies[.role].term(found.role)?.label ?? found.role
        case .agency: return try db.one(Self.findAgency, id) { $0.string(0) }
        case .asset: return try db.one(Self.findAsset, id) { $0.string(0) }
        case .relationship: return try tie(id)
        default: return nil
        }
    }

    private func tie(_ id: ID) throws -> String? {
        let ends = try db.one(Self.findTie, id) { row in
            (
                from: ResourceKind(rawValue: row.string(0)).flatMap { kind in ID(row.text(1)).map { (kind, $0) } },
                tie: row.string(2),
                to: ResourceKind(rawValue: row.string(3)).flatMap { kind in ID(row.text(4)).map { (kind, $0) } }
            )
        }
        guard let ends, let from = ends.from, let to = ends.to, let one = try name(from.0, from.1, true),
            let other = try name(to.0, to.1, true)
        else { return nil }
        let word = vocabularies[.tie].term(ends.tie)?.label ?? ends.tie
        return "\(one) \(word) \(other)"
    }

    private static let findPerson: SQL = "SELECT preferred_name FROM people WHERE id = $1"
    private static let findWorker: SQL = "SELECT name, role FROM workers WHERE id = $1"
    private static let findAgency: SQL = "SELECT name FROM agencies WHERE id = $1"
    private static let findAsset: SQL = "SELECT name FROM assets WHERE id = $1"
    private static let findTie: SQL = "SELECT from_type, from_id, tie, to_type, to_id FROM relationships WHERE id = $1"
}
