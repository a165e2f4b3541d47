internal import JSON

extension JSONValue {
    /// What a merge patch makes of a value (RFC 7396 section 2).
    func merging(_ patch: JSONValue) -> JSONValue {
        guard case .object(let changes) = patch else { return patch }
        var members: [(String, JSONValue)] = []
        var done: Set<String> = []
        for (name, value) in objectValue ?? JSONObject([]) {
            done.insert(name)
            switch changes[name] {
            case nil: members.append((name, value))
            case .null?: continue
            case let change?: members.append((name, value.merging(change)))
            }
        }
        for (name, change) in changes where !done.contains(name) && change != .null {
            members.append((name, JSONValue.null.merging(change)))
        }
        return .object(JSONObject(members))
    }
}

extension Decoder {
    /// Decodes what a merge patch makes of a stored record.
    ///
    /// Members that may not change are taken where the patch says what is stored already, so that a client can send a
    /// whole record back.
    ///
    /// - Returns: Every member's new value in canonical form, those that the service sets included.
    mutating func change(_ stored: JSONObject, by patch: JSONObject, _ specs: [FieldSpec]) -> [String: JSONValue] {
        var kept: [String: JSONValue] = [:]
        var changes: [(String, JSONValue)] = []
        for (name, change) in patch {
            let pointer = JSONPointer.root.appending(name)
            guard let spec = specs.first(where: { $0.name == name }) else {
                check { $0.add(pointer, .unknownMember, Self.unknown("member", name, among: specs.map(\.name))) }
                continue
            }
            if spec.mutability == .writable {
                changes.append((name, change))
            } else if change != stored[name] ?? .null {
                let isFixed = spec.mutability == .fixed
                let detail = isFixed ? "\(name) is set once, when the record is made." : "The service sets \(name)."
                check { $0.add(pointer, isFixed ? .fixed : .readOnly, detail) }
            }
        }
        let writable = specs.filter { $0.mutability == .writable }
        for spec in specs where spec.mutability != .writable { kept[spec.name] = stored[spec.name] }
        let current = JSONObject(writable.compactMap { spec in stored[spec.name].map { (spec.name, $0) } })
        let changed = JSONValue.object(current).merging(.object(JSONObject(changes)))
        guard case .object(let object) = changed else { return kept }
        for spec in writable where spec.isFilledIn && object[spec.name] == nil {
            check {
                $0.add(.root.appending(spec.name), .required, "\(spec.name) is always there: say another, or leave it.")
            }
        }
        return kept.merging(members(of: object, writable, at: .root)) { _, new in new }
    }
}
