internal import JSON

/// Something that a neighbourhood has already: a group, a place, a gift.
///
/// It needs no form to be one.
enum Asset: Resource {
    static let kind = ResourceKind.asset
    static let summary = "Something that a neighbourhood has already. It needs no organisation and no form to be one."

    static let name = Field("name", .line, "What people call it.").required()
    static let assetKind = Field("kind", .code(.assetKind), "What it is.").required().filterable()
    static let formality = Field("formality", .code(.formality), "How formal it is.").filterable()
    static let gathersAround = Field("gathers_around", .list(gathering), "What it gathers around.")
    static let description = Field("description", .text, "What happens there.")
    static let howToTurnUp = Field("how_to_turn_up", .text, "How to come for the first time.")
    static let welcomeBy = Field("welcome_by", .line, "Who has agreed to welcome people.")
    static let room = Field("room", .code(.room), "Whether there is room for more.").standard("unknown").filterable()
    static let when = Field("when", .list(schedule), "When it happens.")
    static let location = Field("where", AssetPlace.shape, "Where it is.")
    static let cost = Field("cost", .line, "What it costs.")
    static let accessNotes = Field("access_notes", .text, "What to know about getting in and taking part.")
    static let giftsOffered = Field("gifts_offered", .list(.line), "What can be had there.")
    static let givesBack = Field("gives_back", .text, "What people can give there.")
    static let runBy = Field("run_by", .line, "Who runs it.")
    static let url = Field("url", .format(.url), "Its website.")
    static let listing = Field("listing", .code(.listing), "Who may see it.").standard("workers_only").filterable()
    static let confirmed = Field("confirmed", confirmation, "When it was last known to be alive.").readOnly()

    static let fields = Fields(
        name, assetKind, formality, gathersAround, description, howToTurnUp, welcomeBy, room, when, location, cost,
        accessNotes, giftsOffered, givesBack, runBy, url, listing, confirmed)

    static let sortName: Field<String>? = name

    private static let gathering: Shape<JSONValue> = .object(
        Field("basis", .code(.basis), "What kind of thing it is.").required(),
        Field("what", .line, "Which: the street, the faith, the hobby."))

    private static let schedule: Shape<JSONValue> = .object(
        Field("freq", .code(.frequency), "How often: each week or each month.").required(),
        Field("days", .list(.code(.weekday), max: 7), "On which days."),
        Field("from", .format(.timeOfDay), "From what time."),
        Field("to", .format(.timeOfDay), "Until what time."),
        Field("valid_from", .date, "The first day of the season."),
        Field("valid_to", .date, "The last day of the season."),
        Field("note", .line, "Anything else: not in the holidays, first Monday only."),
        rule: Season.rule)

    private static let confirmation: Shape<JSONValue> = .object(
        Field("on", .date, "On which day.").required(),
        Field("by", .reference(.worker), "By which worker."),
        Field("how", .code(.confirmedHow), "How.").required())
}
