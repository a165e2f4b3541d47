internal import JSON

/// A list of people or parties, as a merge points it from one person to another and back.
enum MergeList {
    /// Points a list to the kept person.
    ///
    /// - Returns: The list, and where the merged one stood if the kept one was in it too: each is named once.
    static func pointed(
        _ items: [JSONValue], from merged: ID, to kept: ID
    ) -> (items: [JSONValue], places: [Int]?) {
        guard items.contains(where: { names(kept, $0) }) else {
            return (items.map { names(merged, $0) ? naming(kept, as: $0) : $0 }, nil)
        }
        return (items.filter { !names(merged, $0) }, items.indices.filter { names(merged, items[$0]) })
    }

    /// Points a list back to the merged person, whatever else has changed in it since.
    ///
    /// - Returns: nil where somebody has taken the person out of it since: then neither is in it.
    static func pointedBack(
        _ items: [JSONValue], from kept: ID, to merged: ID, places: [Int]?
    ) -> [JSONValue]? {
        guard let own = items.first(where: { names(kept, $0) }) else { return nil }
        guard let places else { return items.map { names(kept, $0) ? naming(merged, as: $0) : $0 } }
        var items = items
        for place in places { items.insert(naming(merged, as: own), at: min(place, items.count)) }
        return items
    }

    private static func names(_ id: ID, _ item: JSONValue) -> Bool {
        (item["id"] ?? item).stringValue == id.canonical
    }

    private static func naming(_ id: ID, as item: JSONValue) -> JSONValue {
        guard case .object(var party) = item else { return .string(id.canonical) }
        party["id"] = .string(id.canonical)
        return .object(party)
    }
}
