/// Which record is meant, of whatever kind: `case 019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e8f`.
struct RecordName: Sendable, Hashable {
    let kind: ResourceKind
    let id: ID

    /// Names a record.
    init(_ kind: ResourceKind, _ id: ID) {
        self.kind = kind
        self.id = id
    }

    /// Reads the text form, or gives nil.
    init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 2, let kind = ResourceKind(rawValue: String(words[0])), let id = ID(String(words[1]))
        else {
            return nil
        }
        self.init(kind, id)
    }

    /// The text form.
    var text: String { "\(kind.rawValue) \(id.canonical)" }
}
