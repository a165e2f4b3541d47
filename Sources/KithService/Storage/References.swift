internal import JSON
internal import SQLite

/// Finds out whether what a record refers to is there, so that each missing one is named by where it stands.
///
/// What the caller may not know of is missing, in the same words. A record of a case names people whom the caller may
/// know of, and from whom no barrier parts one of the case's people: those are missing too.
enum References {
    /// Checks every reference of a draft.
    ///
    /// - Parameter before: The record as it is: what a member refers to already may stay, whoever put it there.
    /// - Throws: `AppError.invalid` that names each reference to nothing; `SQLiteError`.
    static func check<Record: Resource>(
        _ draft: Draft<Record>, _ reading: ReadTransaction, before: JSONObject = [:]
    ) throws {
        try faults(draft, reading, before: before).throwIfAny()
    }

    /// Whether a record of a case can name a person there.
    static func canName(_ person: ID, in supportCase: ID, _ reading: ReadTransaction) throws -> Bool {
        try reading.exists(PersonStore.isKnown, person)
            && !PersonBarrierStore.parts(person, from: supportCase, reading.db)
    }

    private static func faults<Record: Resource>(
        _ draft: Draft<Record>, _ reading: ReadTransaction, before: JSONObject
    ) throws -> Faults {
        var faults = Faults()
        let place = Place(reading: reading, supportCase: Record.kind.isOfCase ? draft[Contact.supportCase] : nil)
        for spec in Record.fields.references {
            guard let value = draft.json(spec) else { continue }
            let known = before[spec.name].map { ids(in: $0) } ?? []
            try check(value, spec.kind, JSONPointer.root.appending(spec.name), place, known, &faults)
        }
        return faults
    }

    /// For whom, and in which case, references are looked up.
    private struct Place {
        let reading: ReadTransaction
        /// The case that the record belongs to; nil where it belongs to none.
        let supportCase: ID?

        func isMissing(_ person: ID) throws -> Bool {
            guard let supportCase else { return try !reading.exists(PersonStore.isKnown, person) }
            return try !canName(person, in: supportCase, reading)
        }
    }

    /// The fault of a reference to nothing.
    static func missing(_ resource: String) -> String {
        "There is no \(resource) of this id."
    }

    /// Whether there is a record that the caller may read.
    static func isReadable(_ record: RecordName, _ reading: ReadTransaction) throws -> Bool {
        guard let sql = existence[record.kind] else { return false }
        return try reading.exists(sql, record.id)
    }

    private static func check(
        _ value: JSONValue, _ kind: ShapeKind, _ pointer: @autoclosure () -> JSONPointer, _ place: Place,
        _ known: Set<String>, _ faults: inout Faults
    ) throws {
        switch (kind, value) {
        case (.reference(let resource), .string(let text)):
            guard !known.contains(text), let id = ID(text), try isMissing(resource, id, place) else { return }
            faults.add(pointer(), .unknownReference, missing(resource.rawValue))
        case (.party, .object):
            guard let party = Party(json: value), !known.contains(party.id.canonical), try isMissing(party, place)
            else { return }
            faults.add(pointer(), .unknownReference, missing(party.type.rawValue))
        case (.list(let element, _), .array(let items)):
            for (index, item) in items.enumerated() {
                try check(item, element, pointer().appending(index), place, known, &faults)
            }
        case (.object(let specs, _), .object(let object)):
            for spec in specs where spec.holdsReferences {
                guard let member = object[spec.name] else { continue }
                try check(member, spec.kind, pointer().appending(spec.name), place, known, &faults)
            }
        default:
            return
        }
    }

    /// Whether there is no such record for the caller: of people in a record of a case, also those who are tied to one
    /// whom the caller may read are there.
    private static func isMissing(_ kind: ResourceKind, _ id: ID, _ place: Place) throws -> Bool {
        if kind == .person, place.supportCase != nil { return try place.isMissing(id) }
        // Whoever asks is there.
        if kind == .worker, id == place.reading.access.worker { return false }
        guard let sql = existence[kind] else { return false }
        return try !place.reading.exists(sql, id)
    }

    /// Whether there is no such party for the caller: people who are tied to one whom the caller may read are there.
    private static func isMissing(_ party: Party, _ place: Place) throws -> Bool {
        guard party.type != .person else { return try place.isMissing(party.id) }
        return try !place.reading.db.exists(partyExists, party.id, party.type.rawValue)
    }

    /// All texts of a value: of a field that refers to records, these are their ids and types.
    private static func ids(in value: JSONValue) -> Set<String> {
        switch value {
        case .string(let text): [text]
        case .array(let items): items.reduce(into: []) { $0.formUnion(ids(in: $1)) }
        case .object(let object): object.reduce(into: []) { $0.formUnion(ids(in: $1.value)) }
        default: []
        }
    }

    private static let partyExists: SQL = "SELECT 1 FROM parties WHERE id = $1 AND type = $2"
    private static let existence = Dictionary(
        uniqueKeysWithValues: ResourceKind.allCases.map { kind in
            (kind, RuledSQL("SELECT 1 FROM \(kind.table) WHERE id = $1", kind.accessRule))
        })
}

extension ShapeKind {
    /// Whether values of this shape can refer to records.
    var holdsReferences: Bool {
        switch self {
        case .reference, .party: true
        case .list(let element, _): element.holdsReferences
        case .object(let specs, _): specs.contains(where: \.holdsReferences)
        case .text, .flag, .integer, .number, .code, .format, .anyObject: false
        }
    }
}
