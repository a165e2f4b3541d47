internal import JSON

/// A form in which a story is given: each part becomes bytes that go out one after the other.
protocol StoryForm {
    /// What comes first: the person's own record.
    func head(_ name: String, madeAt: String, _ record: [(spec: FieldSpec, value: JSONValue)]) -> [UInt8]
    /// What happened; `isFirst` for the first of all.
    func entry(_ entry: StoryTeller.Entry, isFirst: Bool) -> [UInt8]
    /// What comes last: who asked.
    func tail(_ summary: StorySummary) -> [UInt8]
}
