import HTTP
import JSON
import Testing

@testable import KithService

/// A case with all that can hang on one, led by one worker and closed to another, and what everybody may read.
struct AccessStory {
    let test: TestService
    let lead: Colleague
    /// Stands in no relationship to the case; has a person and a case of their own.
    let stranger: Colleague
    /// In the team of the case.
    let mate: Colleague
    /// Supervises whoever leads the case.
    let supervisor: Colleague
    /// The ids of the records by name.
    private(set) var ids: [String: String]
    /// The names of the records that only the lead may read.
    static let hidden = [
        "person", "sister", "case", "contact", "tie", "account", "cover", "member", "barrier", "barred", "note", "step",
        "pull", "decision", "use", "way", "link", "handover", "request",
        "consent", "share", "hold", "once", "twice", "again", "merge", "home", "resident",
    ]

    /// Tells it.
    ///
    /// - Parameter isWhole: Whether the closed part is told too.
    init(isWhole: Bool = true) throws {
        test = try TestService()
        lead = try test.makeColleague(name: "The lead")
        stranger = try test.makeColleague(name: "The stranger")
        mate = try test.makeColleague(name: "The mate")
        let team = try test.makeTeam()
        try test.join(lead.id, team)
        supervisor = try test.makeColleague(.supervisor, name: "The supervisor", team: team)
        ids = [
            "mate": mate.id.canonical, "lead": lead.id.canonical, "stranger": stranger.id.canonical,
            "team": team.canonical,
        ]
        try tellOpenPart()
        if isWhole { try tellClosedPart() }
    }

    private mutating func tellOpenPart() throws {
        try make("asset", "/v1/assets", #"{"name": "Allotments", "kind": "place"}"#, by: stranger)
        try make("confirmation", "/v1/assets/$asset/confirmations", #"{"how": "visited"}"#, by: stranger)
        try make("agency", "/v1/agencies", #"{"name": "Probation"}"#, by: stranger)
        for name in ["Ann", "Ben", "Cai"] {
            try make("own_\(name)", "/v1/people", #"{"preferred_name": "\#(name)"}"#, by: stranger)
        }
        try make("own_case", "/v1/cases", #"{"people": ["$own_Ann"], "entry_route": "self"}"#, by: stranger)
        try make("own_contact", "/v1/cases/$own_case/contacts", #"{"note": "Rang."}"#, by: stranger)
        try make(
            "own_tie", "/v1/relationships",
            Self.tie("person $own_Ann", "person $own_Ben", "friend"), by: stranger)
        try make("own_way", "/v1/barriers", #"{"what": "A threshold."}"#, by: stranger)
        try make("own_home", "/v1/households", #"{"members": [{"person": "$own_Ann"}]}"#, by: stranger)
        try make("own_resident", "/v1/households/$own_home/members", #"{"person": "$own_Ben"}"#, by: stranger)
        try make("own_account", "/v1/relationships/$own_tie/accounts", #"{"said_by": "person"}"#, by: stranger)
    }

    /// Tells what only the lead may read.
    mutating func tellClosedPart() throws {
        try make("person", "/v1/people", #"{"preferred_name": "Danny"}"#, by: lead)
        try make("sister", "/v1/people", #"{"preferred_name": "Carol"}"#, by: lead)
        try make("barred", "/v1/people", #"{"preferred_name": "Gareth"}"#, by: lead)
        try make("case", "/v1/cases", #"{"people": ["$person"], "entry_route": "self"}"#, by: lead)
        try make(
            "contact", "/v1/cases/$case/contacts",
            #"{"note": "Tea with Danny.", "with": [{"type": "person", "id": "$person"}]}"#, by: lead)
        try make(
            "tie", "/v1/relationships",
            Self.tie("person $sister", "person $person", "sibling"), by: lead)
        try make("account", "/v1/relationships/$tie/accounts", #"{"said_by": "person", "note": "Close."}"#, by: lead)
        try make(
            "cover", "/v1/cases/$case/cover", #"{"worker": "$mate", "from": "2026-12-01", "to": "2026-12-24"}"#,
            by: lead)
        try make(
            "member", "/v1/cases/$case/team",
            #"{"member": {"type": "worker", "id": "$mate"}, "contribution": "specialist_advice"}"#, by: lead)
        try make(
            "barrier", "/v1/person-barriers", #"{"person": "$person", "other": "$barred", "kind": "no_contact"}"#,
            by: lead)
        try make("note", "/v1/cases/$case/notes", #"{"text": "Grew up here.", "about": ["$person"]}"#, by: lead)
        try make("away", "/v1/cases/$case/handovers", #"{"to": "$mate"}"#, by: lead)
        try make(
            "handover", "/v1/cases/$case/handovers", #"{"to": "$lead", "persons_view": "Grew up with both."}"#, by: mate
        )
        try make("step", "/v1/cases/$case/steps", #"{"own_words": "Grew up on it."}"#, by: lead)
        try make("pull", "/v1/cases/$case/pulls", #"{"what": "Grew up with him."}"#, by: lead)
        try make("decision", "/v1/cases/$case/decisions", Self.decision, by: lead)
        try make("use", "/v1/cases/$case/service-use", #"{"service": "arrest", "on": "2026-11-01"}"#, by: lead)
        try make("way", "/v1/barriers", #"{"what": "Grew up elsewhere.", "shared": false}"#, by: lead)
        try make("link", "/v1/barriers/$way/links", #"{"case": "$case", "pull": "$pull"}"#, by: lead)
        try make("closed", "/v1/cases/$case/notes", Self.closedNote, by: mate)
        let about = #"{"person": "$person", "#
        try make("request", "/v1/rights-requests", about + #""kind": "access"}"#, by: lead)
        try make("consent", "/v1/consents", about + #""what_for": "Ringing his sister."}"#, by: lead)
        try make(
            "share", "/v1/share-decisions",
            #"{"case": "$case", "what": "Where he stays.", "with_whom": "Housing", "shared": false,"#
                + #" "reasoning": "Nobody needs it.", "person_told": true}"#, by: lead)
        try make("hold", "/v1/legal-holds", about + #""reason": "A claim.", "authority": "A court"}"#, by: supervisor)
        for name in ["once", "twice", "again"] {
            try make(name, "/v1/people", #"{"preferred_name": "Morgan Price", "born": "1990-05-01"}"#, by: lead)
        }
        let merge = #"{"kept": "$once", "merged": "$twice", "reason": "Price is Morgan."}"#
        try make("merge", "/v1/merges", merge, by: lead)
        let home = #"{"members": [{"person": "$person", "from": "2019"}, {"person": "$sister", "role": "sibling"}]}"#
        try make("home", "/v1/households", home, by: lead)
        try make("resident", "/v1/households/$home/members", #"{"person": "$again", "role": "guest"}"#, by: lead)
    }

    /// A whole, valid decision.
    static let decision = {
        let side = #"{"benefits": "Sleep", "harms": "Cold", "likelihood": "Likely", "to_whom": "Him"}"#
        return #"{"what": "Grew up: a night alone?", "acting": \#(side), "not_acting": \#(side), "#
            + #""does_no_harm": "Yes", "stays_legal": "Yes"}"#
    }()

    /// A note that is read by whoever wrote it alone.
    static let closedNote = #"{"text": "For nobody else.", "about": ["$person"], "visibility": "restricted"}"#

    /// The body of a tie between two parties, each `type $name` or `type id`.
    static func tie(_ from: String, _ to: String, _ word: String) -> String {
        func party(_ text: String) -> String {
            let parts = text.split(separator: " ")
            return #"{"type": "\#(parts[0])", "id": "\#(parts[1])"}"#
        }
        return #"{"from": \#(party(from)), "to": \#(party(to)), "tie": "\#(word)"}"#
    }

    /// Makes a record, which has a name from then on.
    mutating func make(_ name: String, _ target: String, _ body: String, by colleague: Colleague) throws {
        ids[name] = try test.make(resolve(target), resolve(body), by: colleague)
    }

    /// Knows a record by a name.
    mutating func name(_ name: String, _ id: String) {
        ids[name] = id
    }

    /// A text with the ids of the records that it names; others in their place where they are given.
    func resolve(_ text: String, others: [String: String] = [:]) -> String {
        ids.sorted { $0.key.count > $1.key.count }.reduce(text) { text, name in
            text.replacing("$\(name.key)", with: others[name.key] ?? name.value)
        }
    }

    /// The ids of what only the lead may read, and the names in it.
    var secrets: [String] {
        Self.hidden.compactMap { ids[$0] }
            + [
                "Danny", "Carol", "Gareth", "Tea with", "Close.", "Grew up", "Ringing his", "he stays", "A claim",
                "Morgan",
            ]
    }
}
