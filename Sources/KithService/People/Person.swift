internal import JSON

/// Anyone in the story, whether or not anyone "has a case".
enum Person: Resource {
    static let kind = ResourceKind.person
    static let summary = "Anyone in the story. A name is all that is needed: a third party may be \"M.\"."

    static let preferredName = Field("preferred_name", .line, "What the person wants to be called.").required()
    static let names = Field("names", .list(personName), "Other names, now or formerly.")
    static let pronouns = Field("pronouns", .line, "How to speak of the person.")
    static let born = Field("born", .partialDate, "The year, month or day of birth, as far as known.")
    static let diedOn = Field("died_on", .partialDate, "When the person died.")
    static let aboutMe = Field("about_me", .text, "Who the person is, in their own words.")
    static let whatMatters = Field("what_matters", .list(.text), "What matters to the person, in their own words.")
    static let strengths = Field("strengths", .list(.text), "What the person can do, knows, gives.")
    static let communication = Field("communication", communicationShape, "How to talk with the person.")
    static let identifiers = Field("identifiers", .list(identifier), "Numbers that others know the person by.")
    static let addresses = Field("addresses", .list(address), "Where the person lives or lived.")
    static let safeContact = Field("safe_contact", safeContactShape, "How it is safe to reach the person, and how not.")

    static let mergedInto = Field(
        "merged_into", .reference(.person), "The person whose record goes on, where the two were found to be one."
    ).readOnly().belonging(to: .person)
    static let mergedRecords = Field(
        "merged_records", mergedShape, "What other records of the same person say, as they say it."
    ).readOnly().ofOthers()

    private static let own = Fields(
        preferredName, names, pronouns, born, diedOn, aboutMe, whatMatters, strengths, communication, identifiers,
        addresses, safeContact)
    static let fields = own.with(mergedInto, mergedRecords)

    /// What is shown of a record that was merged into another.
    static let mergedMembers = [StandardFields.id.spec] + own.specs
    private static let mergedShape = Shape<JSONValue>(
        kind: .list(.object(mergedMembers, rule: nil), countMax: Merge.recordsMax))

    static let sortName: Field<String>? = preferredName

    static func check(_ draft: Draft<Person>, _ faults: inout Faults) {
        if let born = draft[born], let died = draft[diedOn], died.isCertainlyBefore(born) {
            faults.add(JSONPointer.root.appending("died_on"), .inconsistent, "This is before the day of birth.")
        }
    }

    private static let personName: Shape<JSONValue> = .object(
        Field("name", .line, "The name.").required(),
        Field("kind", .code(.nameKind), "What kind of name it is."),
        Field("since", .partialDate, "From when."),
        Field("until", .partialDate, "Until when."),
        rule: Period.rule)

    private static let communicationShape: Shape<JSONValue> = .object(
        Field("language", .format(.language), "The language to speak: en, cy, bfi."),
        Field("interpreter", .flag, "Whether an interpreter is needed."),
        Field("formats", .list(.code(.contactFormat)), "How things reach the person."),
        Field("note", .text, "Anything else that helps."))

    /// A number that others know somebody by.
    static let identifier: Shape<JSONValue> = .object(
        Field("scheme", .line, "Whose number it is: nhs_number, uprn, nino, or local:… for a system of one's own.")
            .required(),
        Field("value", .line, "The number.").required(),
        Field("warning", .line, "What is odd about a number that is right by its form.").readOnly(),
        rule: Identifiers.rule)

    private static let address: Shape<JSONValue> = .object(
        Field("kind", .code(.addressKind), "What kind of address it is."),
        Field("lines", .list(.line, max: 6), "The address as written on a letter, without the postcode."),
        Field("postcode", .format(.postcode), "The postcode."),
        Field("uprn", .format(.uprn), "The unique property reference number."),
        Field("no_fixed_address", .flag, "The person has no fixed address."),
        Field("overseas", .flag, "The address is not in the UK."),
        Field("since", .partialDate, "From when."),
        Field("until", .partialDate, "Until when."),
        rule: Period.rule)

    private static let safeContactShape: Shape<JSONValue> = .object(
        Field("channel", .code(.channel), "The way of reaching the person that this is about."),
        Field("is", .code(.safety), "Whether it is safe.").required(),
        Field("times", .line, "When it is safe."),
        Field("voicemail_ok", .flag, "Whether a message may be left."),
        Field("cover_name", .line, "Who to say is calling."),
        Field("address_confidential", .flag, "Whether the address must not be given to anybody."))
}
