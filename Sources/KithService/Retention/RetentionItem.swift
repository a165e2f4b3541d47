internal import JSON

/// Something that a retention rule says is to go.
struct RetentionItem: Sendable {
    let rule: RetentionRule
    let id: ID
    /// The day from which the period runs.
    let since: LocalDate
    let isHeld: Bool
}

extension RetentionItem {
    static let ruleField = Field("class", .line, "The class of the rule.").required().readOnly()
    static let person = Field("person", .identity, "The person whose record is due; or else the case.").readOnly()
    static let supportCase = Field("case", .identity, "The case that is due; or else the person.").readOnly()
    static let trigger = Field("trigger", .line, "From what the period runs.").required().readOnly()
    static let since = Field("since", .date, "From which day it runs.").required().readOnly()
    static let period = Field("period", .line, "How long such records are kept.").required().readOnly()
    static let authority = Field("authority", .line, "Who says so.").required().readOnly()
    static let dueOn = Field("due_on", .date, "Since which day it is due.").required().readOnly()
    static let legalHold = Field("legal_hold", .flag, "Whether a legal hold stands: then it stays.").required()
        .readOnly()

    static let schema = RecordSchema(
        name: "RetentionItem", summary: "Something that a retention rule says is to go, and that goes when confirmed.",
        members: [
            ruleField.spec, person.spec, supportCase.spec, trigger.spec, since.spec, period.spec, authority.spec,
            dueOn.spec, legalHold.spec,
        ])

    /// Writes the item: ids and the rule alone.
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        for (spec, value) in [
            (Self.ruleField.spec, rule.name),
            (rule.trigger.kind == .person ? Self.person.spec : Self.supportCase.spec, id.canonical),
            (Self.trigger.spec, rule.trigger.rawValue), (Self.since.spec, since.canonical),
            (Self.period.spec, rule.period.text), (Self.authority.spec, rule.authority),
            (Self.dueOn.spec, rule.period.end(from: since)?.canonical ?? ""),
        ] {
            writer.name(spec.jsonName)
            writer.string(value)
        }
        writer.name(Self.legalHold.spec.jsonName)
        writer.bool(isHeld)
        writer.endObject()
    }
}

/// What is said to have something erased that is due.
enum RetentionConfirmation: Resource {
    static let kind = ResourceKind.erasure
    static let schemaName = "RetentionConfirmation"
    static let summary = "That something which a retention rule says is to go, goes."

    static let rule = Field("class", .line, "The class of the rule.").required()
    static let person = Field("person", .reference(.person), "The person whose record is due; or else the case.")
    static let supportCase = Field("case", .reference(.supportCase), "The case that is due; or else the person.")

    static let fields = Fields(rule, person, supportCase)

    static func check(_ draft: Draft<RetentionConfirmation>, _ faults: inout Faults) {
        OneSubject.check(draft, person, supportCase, &faults)
    }
}
