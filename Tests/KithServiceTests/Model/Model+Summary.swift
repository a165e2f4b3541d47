import JSON

/// What stood in the way, counted.
extension Model {
    /// The barriers of the second half of 2026 that are shared, by a member: what each says, and how many barriers and
    /// cases there are, with nothing where few stand behind them, and never with nothing for one alone.
    ///
    /// Agencies are made in the order of their names.
    func summary(by member: String) -> [JSONValue] {
        let shared = all(.barrier).filter {
            $0.members["shared"] == true && ("2026-07-01"..<"2027").contains($0.createdAt)
        }
        let groups = Dictionary(grouping: shared) { $0.text(member) ?? "~" }.sorted { $0.key < $1.key }
        let sizes = groups.map { _, barriers in
            let cases = Set(barriers.flatMap { all(.link, under: $0.id) }.compactMap { $0.text("case") })
            let people = Set(cases.flatMap { find(.supportCase, $0)?.ids("people") ?? [] })
            return (cases: cases.count, least: min(cases.count, people.count))
        }
        let said = sizes.filter { $0.least >= 5 }
        let smallest = said.count + 1 == sizes.count ? said.map(\.least).min() : nil
        let taken = sizes.firstIndex { $0.least == smallest }
        return zip(groups, sizes).enumerated().map { index, group in
            let isSaid = group.1.least >= 5 && index != taken
            return [
                group.0.key == "~" ? .null : .string(group.0.key),
                isSaid ? JSONValue(integerLiteral: Int64(group.0.value.count)) : .null,
                isSaid ? JSONValue(integerLiteral: Int64(group.1.cases / 5 * 5)) : .null,
            ]
        }
    }
}
