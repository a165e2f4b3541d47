internal import JSON

/// A part of the story of a case: what is known, believed or said, and by whom.
///
/// One line of text is a valid note. What does not say what it rests on is its writer's opinion: nothing becomes a fact
/// because nobody said otherwise. Without `about` it is about the case as a whole.
enum Note: Resource {
    static let kind = ResourceKind.note
    static let summary = "A part of the story, with what it rests on. A correction is a new version; the old one stays."

    static let supportCase = Field("case", .reference(.supportCase), "The case that it belongs to.").readOnly()
    static let about = Field("about", .list(.reference(.person)), "Whom it is about; the case as a whole unless said.")
        .belonging(to: .person)
    static let text = Field("text", .text, "What there is to say.").required()
    static let standing = Field("standing", .code(.standing), "What it rests on; opinion unless said.")
        .filledIn().filterable()
    static let whose = Field(
        "whose", .party, "Whose opinion, allegation or words: a person, worker or agency. An opinion is its writer's.")
    static let by = Field("by", .reference(.worker), "The worker who wrote it.").readOnly().filterable()
    static let visibility = Field(
        "visibility", .code(.visibility), "Who reads it; whoever reads the case unless said. Its writer alone says."
    )
    .filledIn()
    static let visibleTo = Field(
        "visible_to", .list(.reference(.worker)), "Of those who read the case, who reads a restricted note too.")
    static let disputeStatement = Field("dispute_statement", .text, "What a person says against it.").readOnly()
    static let disputedBy = Field("disputed_by", .reference(.person), "Who says so.").readOnly()
    static let disputedAt = Field("disputed_at", .instant, "When that was written down.").readOnly()

    static let fields = Fields(
        supportCase, about, text, standing, whose, by, visibility, visibleTo, disputeStatement, disputedBy, disputedAt)

    static func check(_ draft: Draft<Note>, _ faults: inout Faults) {
        checkStanding(draft, &faults)
        if draft[visibleTo] != nil && draft[visibility] != Visibility.restricted {
            faults.add(.root.appending("visible_to"), .inconsistent, "Only a restricted note names who reads it.")
        }
        for field in [about, visibleTo] {
            let ids = draft[field]?.arrayValue?.compactMap(\.stringValue) ?? []
            guard Set(ids).count < ids.count else { continue }
            faults.add(.root.appending(field.spec.name), .repeated, "Each is named once.")
        }
    }

    private static func checkStanding(_ draft: Draft<Note>, _ faults: inout Faults) {
        let place = JSONPointer.root.appending("whose")
        let standing = draft[standing] ?? Standing.opinion
        guard let whose = draft[whose] else {
            if standing == Standing.ownWords { faults.add(place, .required, "Say whose words they are.") }
            return
        }
        if standing == Standing.observed {
            let detail = "What was observed is its writer's: what somebody else saw is alleged, or their own words."
            faults.add(place, .inconsistent, detail)
        } else if standing == Standing.ownWords && whose.type != .person {
            faults.add(place, .inconsistent, "Own words are a person's.")
        } else if whose.type == .asset {
            faults.add(place, .inconsistent, "It is a person's, a worker's or an agency's.")
        }
    }
}

/// What a note rests on, as far as the rules speak of it.
enum Standing {
    static let observed = "observed"
    static let opinion = "opinion"
    static let ownWords = "own_words"
}

/// Who reads a note, as far as the rules speak of it.
enum Visibility {
    static let caseTeam = "case_team"
    static let restricted = "restricted"
}
