internal import JSON

/// Which members of a record an answer has: all, or those that `fields=` names.
enum Picks: Sendable {
    case all
    case only(Set<String>)

    /// Reads the value of `fields=`: names with commas between.
    ///
    /// - Throws: `AppError.invalidQuery` that names each member that is not known.
    init(_ text: String, among specs: [FieldSpec]) throws(AppError) {
        let known = specs.map(\.name)
        let names = try NameList.read(text, ListParameters.fields.spec, "member", among: known, .unknownMember)
        self = names.map(Picks.only) ?? .all
    }

    /// Whether the member of that name is to be written.
    func contains(_ name: String) -> Bool {
        switch self {
        case .all: true
        case .only(let names): names.contains(name)
        }
    }
}
