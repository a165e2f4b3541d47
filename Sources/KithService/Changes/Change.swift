internal import JSON

/// That a record was made or changed: which, and not what it says, which whoever may read it reads by itself.
struct Change: Sendable {
    /// Its place among all changes: never shown, because who counts the numbers between two learns how much happens
    /// where they may not look.
    let seq: Int64
    let record: RecordName
    /// The case that the record belongs to, where its kind belongs to one.
    let supportCase: ID?
    /// The version that the record has since.
    let version: Int64
    /// Since when, as it is stored.
    let at: String
}

extension Change {
    /// How many changes are kept: a place further back cannot be gone on from.
    ///
    /// The trigger of the table says the same.
    static let keptCount: Int64 = 1_000_000

    static let kind = Field("kind", .line, "What it is: person, case, contact …").required().readOnly()
    static let id = Field("id", .identity, "Which.").required().readOnly()
    static let supportCase = Field(
        "case", .reference(.supportCase), "The case that it belongs to, where it belongs to one."
    ).readOnly()
    static let version = Field("version", .integer(1...Int64.max), "The version that it has since.").required()
        .readOnly()
    static let change = Field("change", .line, "created, or changed.").required().readOnly()
    static let at = Field("at", .instant, "When.").required().readOnly()

    static let schema = RecordSchema(
        name: "Change", summary: "That a record was made or changed; it is read by itself.",
        members: [kind.spec, id.spec, supportCase.spec, version.spec, change.spec, at.spec])

    /// Writes it as an object.
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name(Self.kind.spec.jsonName)
        writer.string(record.kind.rawValue)
        writer.name(Self.id.spec.jsonName)
        writer.string(record.id.canonical)
        if let supportCase {
            writer.name(Self.supportCase.spec.jsonName)
            writer.string(supportCase.canonical)
        }
        writer.name(Self.version.spec.jsonName)
        writer.int(version)
        writer.name(Self.change.spec.jsonName)
        writer.string(version == 1 ? "created" : "changed")
        writer.name(Self.at.spec.jsonName)
        writer.string(at)
        writer.endObject()
    }
}
