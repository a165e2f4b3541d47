internal import HTTP

/// Which kinds of record somebody can read at all: those for which there is a route that is open to their role, and
/// that their token is for.
enum ChangeKinds {
    /// The kinds whose changes the caller is told of, where they may read the record.
    static func readable(by access: Access) -> Set<ResourceKind> {
        Set(
            readers.filter { reader in
                reader.roles.allowed.contains(access.role) && access.scopes.contains(reader.scopes)
            }.map(\.kind))
    }

    private struct Reader {
        let kind: ResourceKind
        let roles: Roles
        let scopes: Scopes
    }

    /// From the route table: what answers with one record of a kind, or lists them.
    private static let readers: [Reader] = Resources.routes.compactMap { route in
        guard route.method == .get, let roles = route.roles, let name = route.answer.schemaName,
            let kind = StoredKind.all.first(where: { $0.schemaName == name })?.kind
        else { return nil }
        return Reader(kind: kind, roles: roles, scopes: Scopes(named: [route.scope].compactMap(\.self)))
    }
}

extension Route.Answer {
    /// The name of the shape of the record that it gives, or of those that it lists.
    fileprivate var schemaName: String? {
        switch self {
        case .record(let schema), .created(let schema), .list(let schema), .first(let schema): schema.name
        case .other: nil
        }
    }
}
