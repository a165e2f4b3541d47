internal import JSON

/// Which members of a record an answer has: all, or those that `fields=` names.
enum Picks: Sendable {
    case all
    case only(Set<String>)

    /// Reads the value of `fields=`: names with commas between.
    ///
    /// - Throws: `AppError.invalidQuery` that names each member that is not known.
    init(_ text: String, among specs: [FieldSpec]) throws(AppError) {
        let names = text.split(separator: ",").map { String($0.filter { $0 != " " }) }
        var faults = Faults()
        if names.isEmpty {
            faults.add(.root.appending(ListParameters.fields.spec.name), .empty, "Name at least one member.")
        }
        for name in names where !specs.contains(where: { $0.name == name }) {
            let detail = Decoder.unknown("member", name, among: specs.map(\.name))
            faults.add(.root.appending(ListParameters.fields.spec.name), .unknownMember, detail)
        }
        guard faults.isEmpty else { throw .invalidQuery(faults.all) }
        self = .only(Set(names))
    }

    /// Whether the member of that name is to be written.
    func contains(_ name: String) -> Bool {
        switch self {
        case .all: true
        case .only(let names): names.contains(name)
        }
    }
}
