internal import JSON

/// What stood in the way, counted: a table to learn from, in an order that no count has part in.
///
/// Of a group with few behind it nothing is said. It is left unsaid by itself only where no sum gives it away: where
/// there is a single one, the smallest of the others is left unsaid too.
struct BarrierSummary: Sendable {
    /// Fewer cases, or fewer people, than so many are not spoken of; and cases are told in steps of so many.
    static let fewest: Int64 = 5

    /// The barriers that have one kind, one agency or one place.
    struct Group: Sendable, Equatable {
        /// The code of the kind, the id of the agency, or the place; nil for those that do not say.
        let key: String?
        let name: String
        let barriers: Int64
        /// In how many cases they stood.
        let cases: Int64
        /// How many people these cases are for.
        let people: Int64

        /// For how many they stand at least, whichever way one counts: the cases of one family, and several cases of
        /// one person, are few.
        fileprivate var size: Int64 { min(cases, people) }
    }

    let grouping: BarrierGrouping
    let days: MeasureDays
    let groups: [Group]
    /// Which of the groups nothing is said of.
    private let unsaid: Set<Int>

    /// Counts groups, in the order in which they are to be read.
    init(by grouping: BarrierGrouping, _ days: MeasureDays, _ groups: [Group]) {
        self.grouping = grouping
        self.days = days
        self.groups = groups
        var unsaid = Set(groups.indices.filter { groups[$0].size < Self.fewest })
        let others = groups.indices.filter { !unsaid.contains($0) }
        if unsaid.count == 1, let smallest = others.min(by: { groups[$0].size < groups[$1].size }) {
            unsaid.insert(smallest)
        }
        self.unsaid = unsaid
    }

    /// Writes it as an object.
    func write(to writer: inout JSONWriter) {
        typealias Fields = BarrierSummaryFields
        writer.beginObject()
        writer.text(Fields.by, grouping.rawValue)
        writer.text(Fields.formula, Self.formula)
        writer.text(Fields.from, days.first.canonical)
        writer.text(Fields.to, days.last.canonical)
        let said = groups.indices.filter { !unsaid.contains($0) }
        writer.count(Fields.n, said.reduce(0) { $0 + groups[$1].barriers })
        writer.count(Fields.excluded, Int64(unsaid.count))
        writer.name(Fields.groups.spec.jsonName)
        writer.beginArray()
        for index in groups.indices { write(groups[index], isSaid: !unsaid.contains(index), to: &writer) }
        writer.endArray()
        writer.text(Fields.note, Self.note)
        writer.endObject()
    }

    private func write(_ group: Group, isSaid: Bool, to writer: inout JSONWriter) {
        typealias Fields = BarrierSummaryFields
        writer.beginObject()
        if let key = group.key { writer.text(Fields.group, key) }
        writer.text(Fields.name, group.name)
        writer.count(Fields.barriers, isSaid ? group.barriers : nil)
        writer.count(Fields.cases, isSaid ? group.cases / Self.fewest * Self.fewest : nil)
        if !isSaid { writer.text(Fields.reason, Self.reason) }
        writer.endObject()
    }

    private static let formula =
        "barriers that are shared, and ⌊cases in which they stood / \(fewest)⌋ × \(fewest)"
    private static let reason =
        "Fewer than five cases, or people, stand behind it; or it would give away the one other group where that is so."
    private static let note =
        "A table to learn from: no order of rank, and nothing to be reached. What nobody wrote down is not in it."
}

extension JSONWriter {
    fileprivate mutating func text<Value>(_ field: Field<Value>, _ text: String) {
        name(field.spec.jsonName)
        string(text)
    }

    fileprivate mutating func count(_ field: Field<Int64>, _ count: Int64?) {
        name(field.spec.jsonName)
        if let count { int(count) } else { null() }
    }
}
