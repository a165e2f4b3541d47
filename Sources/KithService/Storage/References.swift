internal import JSON
internal import SQLite

/// Finds out whether what a record refers to is there, so that each missing one is named by where it stands.
enum References {
    /// Checks every reference of a draft.
    ///
    /// - Throws: `AppError.invalid` that names each reference to nothing; `SQLiteError`.
    static func check<Record: Resource>(_ draft: Draft<Record>, _ reading: ReadTransaction) throws {
        var faults = Faults()
        // What no caller can say is set by the stores, which have looked.
        for spec in Record.fields.specs where spec.holdsReferences && spec.mutability != .readOnly {
            guard let value = draft.json(spec) else { continue }
            try check(value, spec.kind, JSONPointer.root.appending(spec.name), reading, &faults)
        }
        try faults.throwIfAny()
    }

    private static func check(
        _ value: JSONValue, _ kind: ShapeKind, _ pointer: @autoclosure () -> JSONPointer, _ reading: ReadTransaction,
        _ faults: inout Faults
    ) throws {
        switch (kind, value) {
        case (.reference(let resource), .string(let id)):
            guard let sql = existence[resource], try !reading.db.exists(sql, id) else { return }
            faults.add(pointer(), .unknownReference, "There is no \(resource.rawValue) of this id.")
        case (.party, .object):
            guard let party = Party(json: value),
                try !reading.db.exists(partyExists, party.id, party.type.rawValue)
            else { return }
            faults.add(pointer(), .unknownReference, "There is no \(party.type.rawValue) of this id.")
        case (.list(let element, _), .array(let items)):
            for (index, item) in items.enumerated() {
                try check(item, element, pointer().appending(index), reading, &faults)
            }
        case (.object(let specs, _), .object(let object)):
            for spec in specs where spec.holdsReferences {
                guard let member = object[spec.name] else { continue }
                try check(member, spec.kind, pointer().appending(spec.name), reading, &faults)
            }
        default:
            return
        }
    }

    private static let partyExists: SQL = "SELECT 1 FROM parties WHERE id = $1 AND type = $2"
    private static let existence = Dictionary(
        uniqueKeysWithValues: ResourceKind.allCases.map { ($0, SQL(fixed: "SELECT 1 FROM \($0.table) WHERE id = $1")) })
}

extension ShapeKind {
    /// Whether values of this shape can refer to records.
    var holdsReferences: Bool {
        switch self {
        case .reference, .party: true
        case .list(let element, _): element.holdsReferences
        case .object(let specs, _): specs.contains(where: \.holdsReferences)
        case .text, .flag, .integer, .number, .code, .format: false
        }
    }
}
