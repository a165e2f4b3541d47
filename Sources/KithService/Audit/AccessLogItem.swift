internal import JSON

/// One request about a person or their cases, in a form that can be given to the person.
///
/// The reason that was given is left out: they are a worker's free words, which may name somebody whom this person must
/// not find. It stays in the trail, for auditors.
struct AccessLogItem: Sendable {
    let seq: Int64
    let at: String
    /// The role of the worker; nil for the command line.
    let role: String?
    /// The worker's name, for installations that give it.
    let name: String?
    let purpose: String?
    let method: String
    let route: String
    /// The status of the answer.
    let outcome: Int64

    /// Whether what was asked for was given or done.
    var isGranted: Bool { outcome < 400 }
}

extension AccessLogItem {
    static let at = Field("at", .instant, "When.").required().readOnly()
    static let role = Field("role", .code(.role), "The role of whoever asked; absent for the operator.").readOnly()
    static let name = Field("name", .line, "Who asked, where this installation gives names.").readOnly()
    static let purpose = Field("purpose", .line, "For what purpose, where that had to be said.").readOnly()
    static let what = Field("what", .line, "What was asked for.").required().readOnly()
    static let outcome = Field("outcome", .line, "granted or refused.").required().readOnly()

    static let schema = RecordSchema(
        name: "AccessLogItem", summary: "One time that somebody asked for something about a person.",
        members: [at.spec, role.spec, name.spec, purpose.spec, what.spec, outcome.spec])

    /// Writes the item.
    ///
    /// - Parameters:
    ///   - sentence: What its route does.
    ///   - givesName: Whether the worker's name is given.
    func write(what sentence: String, givesName: Bool, to writer: inout JSONWriter) {
        writer.beginObject()
        for (spec, value) in [
            (Self.at.spec, at), (Self.role.spec, role), (Self.name.spec, givesName ? name : nil),
            (Self.purpose.spec, purpose), (Self.what.spec, sentence),
            (Self.outcome.spec, isGranted ? "granted" : "refused"),
        ] {
            guard let value else { continue }
            writer.name(spec.jsonName)
            writer.string(value)
        }
        writer.endObject()
    }
}
