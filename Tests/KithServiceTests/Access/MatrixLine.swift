@testable import KithService

/// Who may use a route, and what comes of it: for the worker whose case it is, and for one who stands in no
/// relationship to it.
///
/// `$name` stands for the id of a record of the story.
struct MatrixLine {
    private static let casework: Set<Role> = [.practitioner, .supervisor]
    private static let neighbourhood = casework.union([.connector])
    private static let organisations = neighbourhood.union([.admin])
    private static let everybody = Set(Role.allCases)

    let route: String
    let target: String
    /// nil where no token is needed.
    let roles: Set<Role>?
    let body: String?
    let right: Int
    /// nil where it opens to the right role alone.
    let wrong: Int?

    private init(
        _ route: String, at target: String? = nil, _ roles: Set<Role>?, say body: String? = nil, _ right: Int,
        wrong: Int?
    ) {
        self.route = route
        self.target = target ?? String(route.split(separator: " ")[1])
        self.roles = roles
        self.body = body
        self.right = right
        self.wrong = wrong
    }

    /// Whether it answers with a household, of which its members alone are told among the changes.
    var isOfHousehold: Bool { route == "POST /v1/households" }

    static let all: [MatrixLine] =
        system + people + households + cases + notes + caseRecords
        + learning + versions + around + barriers + rights + merges + neighbours + administration

    private static let system = ["/live", "/ready", "/openapi.json", "/docs"].map {
        MatrixLine("GET \($0)", nil, 200, wrong: nil)
    }

    private static let people = [
        MatrixLine("POST /v1/people", casework, say: #"{"preferred_name": "M."}"#, 201, wrong: 201),
        MatrixLine("POST /v1/people/search", casework, say: #"{"name": "Danny"}"#, 200, wrong: 200),
        MatrixLine("GET /v1/people", casework, 200, wrong: 200),
        MatrixLine("GET /v1/people/{id}", at: "/v1/people/$person", casework, 200, wrong: 404),
        MatrixLine(
            "PATCH /v1/people/{id}", at: "/v1/people/$person", casework, say: #"{"born": "1986"}"#, 200, wrong: 404),
        MatrixLine(
            "GET /v1/people/{id}/access-log", at: "/v1/people/$person/access-log", casework.union([.auditor]), 200,
            wrong: 404),
        MatrixLine(
            "POST /v1/relationships", casework,
            say: AccessStory.tie("person $person", "asset $asset", "member"),
            201, wrong: 422),
        MatrixLine("GET /v1/relationships", at: "/v1/relationships?party=$person", casework, 200, wrong: 200),
        MatrixLine("GET /v1/relationships/{id}", at: "/v1/relationships/$tie", casework, 200, wrong: 404),
        MatrixLine(
            "PATCH /v1/relationships/{id}", at: "/v1/relationships/$tie", casework, say: #"{"since": "1986"}"#, 200,
            wrong: 404),
        MatrixLine(
            "POST /v1/relationships/{id}/accounts", at: "/v1/relationships/$tie/accounts", casework,
            say: #"{"said_by": "person"}"#, 201, wrong: 404),
        MatrixLine(
            "GET /v1/relationships/{id}/accounts", at: "/v1/relationships/$tie/accounts", casework, 200, wrong: 404),
        MatrixLine(
            "GET /v1/relationships/{id}/accounts/{account}", at: "/v1/relationships/$tie/accounts/$account", casework,
            200,
            wrong: 404),
    ]

    private static let households = [
        MatrixLine(
            "POST /v1/households", casework, say: #"{"members": [{"person": "$person"}]}"#, 201, wrong: 422),
        MatrixLine("GET /v1/households", at: "/v1/households?person=$person", casework, 200, wrong: 200),
        MatrixLine("GET /v1/households/{id}", at: "/v1/households/$home", casework, 200, wrong: 404),
        MatrixLine(
            "POST /v1/households/{id}/members", at: "/v1/households/$home/members", casework,
            say: #"{"person": "$once"}"#, 201, wrong: 404),
        MatrixLine(
            "GET /v1/households/{id}/members", at: "/v1/households/$home/members?person=$sister", casework, 200,
            wrong: 404),
        MatrixLine(
            "GET /v1/households/{id}/members/{resident}", at: "/v1/households/$home/members/$resident", casework, 200,
            wrong: 404),
        MatrixLine(
            "PATCH /v1/households/{id}/members/{resident}", at: "/v1/households/$home/members/$resident", casework,
            say: #"{"to": "2026-11"}"#, 200, wrong: 404),
    ]

    private static let cases = [
        MatrixLine(
            "POST /v1/cases", casework, say: #"{"people": ["$person"], "entry_route": "self"}"#, 201, wrong: 422),
        MatrixLine("GET /v1/cases", at: "/v1/cases?lead=any", casework, 200, wrong: 200),
        MatrixLine("GET /v1/cases/{id}", at: "/v1/cases/$case", casework, 200, wrong: 404),
        MatrixLine(
            "PATCH /v1/cases/{id}", at: "/v1/cases/$case", casework, say: #"{"what_matters": "Tea"}"#, 200, wrong: 404),
        MatrixLine(
            "POST /v1/cases/{id}/state", at: "/v1/cases/$case/state", casework, say: #"{"state": "building_trust"}"#,
            200,
            wrong: 404),
        MatrixLine("POST /v1/cases/{id}/reopen", at: "/v1/cases/$case/reopen", casework, say: "{}", 409, wrong: 404),
        MatrixLine("GET /v1/cases/{id}/moves", at: "/v1/cases/$case/moves", casework, 200, wrong: 404),
        MatrixLine("GET /v1/cases/{id}/lead", at: "/v1/cases/$case/lead", casework, 200, wrong: 404),
        MatrixLine("GET /v1/cases/{id}/leads", at: "/v1/cases/$case/leads", casework, 200, wrong: 404),
        MatrixLine(
            "POST /v1/cases/{id}/contacts", at: "/v1/cases/$case/contacts", casework, say: #"{"note": "Tea."}"#, 201,
            wrong: 404),
        MatrixLine("GET /v1/cases/{id}/contacts", at: "/v1/cases/$case/contacts", casework, 200, wrong: 404),
        MatrixLine(
            "GET /v1/cases/{id}/contacts/{contact}", at: "/v1/cases/$case/contacts/$contact", casework, 200,
            wrong: 404),
        MatrixLine(
            "PATCH /v1/cases/{id}/contacts/{contact}", at: "/v1/cases/$case/contacts/$contact", casework,
            say: #"{"minutes": 5}"#, 200, wrong: 404),
    ]

    private static let notes = [
        MatrixLine(
            "POST /v1/cases/{id}/notes", at: "/v1/cases/$case/notes", casework, say: #"{"text": "Bakes."}"#, 201,
            wrong: 404),
        MatrixLine("GET /v1/cases/{id}/notes", at: "/v1/cases/$case/notes", casework, 200, wrong: 404),
        MatrixLine("GET /v1/cases/{id}/notes/{note}", at: "/v1/cases/$case/notes/$note", casework, 200, wrong: 404),
        MatrixLine(
            "PATCH /v1/cases/{id}/notes/{note}", at: "/v1/cases/$case/notes/$note", casework,
            say: #"{"standing": "opinion"}"#, 200, wrong: 404),
        MatrixLine(
            "POST /v1/cases/{id}/notes/{note}/dispute", at: "/v1/cases/$case/notes/$note/dispute", casework,
            say: #"{"dispute_statement": "Not so."}"#, 200, wrong: 404),
    ]

    private static let caseRecords = [
        ("steps", "step", #"{"own_words": "A fridge."}"#, #"{"promise": true}"#),
        ("pulls", "pull", #"{"what": "A fridge."}"#, #"{"outcome": "helped"}"#),
        ("decisions", "decision", AccessStory.decision, #"{"decision": "Not to act."}"#),
        ("service-use", "use", #"{"service": "arrest", "on": "2026-11-01"}"#, #"{"count": 2}"#),
    ].flatMap { list, one, body, change in
        let (template, target) = ("/v1/cases/{id}/\(list)", "/v1/cases/$case/\(list)")
        return [
            MatrixLine("POST \(template)", at: target, casework, say: body, 201, wrong: 404),
            MatrixLine("GET \(template)", at: target, casework, 200, wrong: 404),
            MatrixLine("GET \(template)/{\(one)}", at: "\(target)/$\(one)", casework, 200, wrong: 404),
            MatrixLine("PATCH \(template)/{\(one)}", at: "\(target)/$\(one)", casework, say: change, 200, wrong: 404),
        ]
    }

    private static let learning = [
        MatrixLine("POST /v1/barriers", casework, say: #"{"what": "Six weeks."}"#, 201, wrong: 201),
        MatrixLine("GET /v1/barriers", casework.union([.learner]), 200, wrong: 200),
        MatrixLine("GET /v1/barriers/summary", casework.union([.learner]), 200, wrong: 200),
        MatrixLine("GET /v1/barriers/{id}", at: "/v1/barriers/$way", casework.union([.learner]), 200, wrong: 404),
        MatrixLine(
            "PATCH /v1/barriers/{id}", at: "/v1/barriers/$way", casework, say: #"{"workaround": "Rang."}"#, 200,
            wrong: 404),
        MatrixLine(
            "POST /v1/barriers/{id}/links", at: "/v1/barriers/$way/links", casework, say: #"{"case": "$case"}"#, 201,
            wrong: 404),
        MatrixLine("GET /v1/barriers/{id}/links", at: "/v1/barriers/$way/links", casework, 200, wrong: 404),
        MatrixLine(
            "GET /v1/barriers/{id}/links/{link}", at: "/v1/barriers/$way/links/$link", casework, 200, wrong: 404),
    ]

    private static let versions = [
        ("people/{id}", "people/$person"), ("cases/{id}", "cases/$case"),
        ("cases/{id}/contacts/{contact}", "cases/$case/contacts/$contact"),
        ("cases/{id}/notes/{note}", "cases/$case/notes/$note"),
        ("cases/{id}/steps/{step}", "cases/$case/steps/$step"),
        ("cases/{id}/pulls/{pull}", "cases/$case/pulls/$pull"),
        ("cases/{id}/decisions/{decision}", "cases/$case/decisions/$decision"),
        ("cases/{id}/service-use/{use}", "cases/$case/service-use/$use"),
    ].map { route, target in
        MatrixLine("GET /v1/\(route)/versions", at: "/v1/\(target)/versions", casework, 200, wrong: 404)
    }

    private static let around = [
        MatrixLine(
            "POST /v1/cases/{id}/handovers", at: "/v1/cases/$case/handovers", casework, say: #"{"to": "$lead"}"#, 409,
            wrong: 404),
        MatrixLine("GET /v1/cases/{id}/handovers", at: "/v1/cases/$case/handovers", casework, 200, wrong: 404),
        MatrixLine("GET /v1/cases/{id}/measures", at: "/v1/cases/$case/measures", casework, 200, wrong: 404),
        MatrixLine("GET /v1/people/{id}/measures", at: "/v1/people/$person/measures", casework, 200, wrong: 404),
        MatrixLine(
            "GET /v1/cases/{id}/timeline", at: "/v1/cases/$case/timeline", casework, 200, wrong: 404),
        MatrixLine(
            "GET /v1/cases/{id}/handovers/{handover}", at: "/v1/cases/$case/handovers/$handover", casework, 200,
            wrong: 404),
        MatrixLine(
            "POST /v1/cases/{id}/cover", at: "/v1/cases/$case/cover", casework,
            say: #"{"worker": "$mate", "from": "2027-01-01"}"#, 201, wrong: 404),
        MatrixLine("GET /v1/cases/{id}/cover", at: "/v1/cases/$case/cover", casework, 200, wrong: 404),
        MatrixLine("GET /v1/cases/{id}/cover/{cover}", at: "/v1/cases/$case/cover/$cover", casework, 200, wrong: 404),
        MatrixLine(
            "PATCH /v1/cases/{id}/cover/{cover}", at: "/v1/cases/$case/cover/$cover", casework,
            say: #"{"note": "Ring."}"#, 200,
            wrong: 404),
        MatrixLine(
            "POST /v1/cases/{id}/team", at: "/v1/cases/$case/team", casework,
            say: #"{"member": {"type": "worker", "id": "$mate"}, "contribution": "buddy"}"#, 201, wrong: 404),
        MatrixLine("GET /v1/cases/{id}/team", at: "/v1/cases/$case/team", casework, 200, wrong: 404),
        MatrixLine("GET /v1/cases/{id}/team/{member}", at: "/v1/cases/$case/team/$member", casework, 200, wrong: 404),
        MatrixLine(
            "PATCH /v1/cases/{id}/team/{member}", at: "/v1/cases/$case/team/$member", casework,
            say: #"{"contribution": "volunteer"}"#, 200, wrong: 404),
    ]

    private static let barriers = [
        MatrixLine(
            "POST /v1/person-barriers", casework,
            say: #"{"person": "$person", "other": "$sister", "kind": "professional"}"#, 201, wrong: 422),
        MatrixLine("GET /v1/person-barriers", at: "/v1/person-barriers?person=$person", casework, 200, wrong: 200),
        MatrixLine("GET /v1/person-barriers/{id}", at: "/v1/person-barriers/$barrier", casework, 200, wrong: 404),
        MatrixLine(
            "PATCH /v1/person-barriers/{id}", at: "/v1/person-barriers/$barrier", casework, say: #"{"note": "Order."}"#,
            200,
            wrong: 404),
        MatrixLine("GET /v1/notices", casework, 200, wrong: 200),
    ]

    private static let rights = [
        MatrixLine(
            "POST /v1/rights-requests", casework, say: #"{"person": "$person", "kind": "erasure"}"#, 201, wrong: 422),
        MatrixLine("GET /v1/rights-requests", at: "/v1/rights-requests?person=$person", casework, 200, wrong: 200),
        MatrixLine("GET /v1/rights-requests/{id}", at: "/v1/rights-requests/$request", casework, 200, wrong: 404),
        MatrixLine(
            "PATCH /v1/rights-requests/{id}", at: "/v1/rights-requests/$request", casework,
            say: #"{"words": "All of it."}"#, 200, wrong: 404),
        MatrixLine(
            "POST /v1/consents", casework, say: #"{"person": "$person", "what_for": "A photograph."}"#, 201,
            wrong: 422),
        MatrixLine("GET /v1/consents", at: "/v1/consents?person=$person", casework, 200, wrong: 200),
        MatrixLine("GET /v1/consents/{id}", at: "/v1/consents/$consent", casework, 200, wrong: 404),
        MatrixLine(
            "PATCH /v1/consents/{id}", at: "/v1/consents/$consent", casework, say: #"{"how": "In words"}"#, 200,
            wrong: 404),
        MatrixLine(
            "POST /v1/share-decisions", casework,
            say: #"{"case": "$case", "what": "A date.", "with_whom": "Housing", "shared": false,"#
                + #" "reasoning": "No need.", "person_told": true}"#, 201, wrong: 422),
        MatrixLine("GET /v1/share-decisions", at: "/v1/share-decisions?case=$case", casework, 200, wrong: 200),
        MatrixLine("GET /v1/share-decisions/{id}", at: "/v1/share-decisions/$share", casework, 200, wrong: 404),
        MatrixLine(
            "PATCH /v1/share-decisions/{id}", at: "/v1/share-decisions/$share", casework,
            say: #"{"with_whom": "The landlord"}"#, 200, wrong: 404),
        MatrixLine(
            "POST /v1/legal-holds", [.supervisor],
            say: #"{"case": "$case", "reason": "An inquiry.", "authority": "The inquiry"}"#, 201, wrong: 422),
        MatrixLine("GET /v1/legal-holds", at: "/v1/legal-holds?person=$person", casework, 200, wrong: 200),
        MatrixLine("GET /v1/legal-holds/{id}", at: "/v1/legal-holds/$hold", casework, 200, wrong: 404),
        MatrixLine(
            "PATCH /v1/legal-holds/{id}", at: "/v1/legal-holds/$hold", [.supervisor],
            say: #"{"authority": "The county court"}"#, 200, wrong: 404),
        MatrixLine(
            "POST /v1/people/{id}/erasure", at: "/v1/people/$person/erasure", [.supervisor],
            say: #"{"ground": "objected"}"#, 409, wrong: 404),
        MatrixLine("GET /v1/people/{id}/export", at: "/v1/people/$person/export", casework, 200, wrong: 404),
        MatrixLine("GET /v1/retention", [.supervisor], 200, wrong: 200),
        MatrixLine(
            "POST /v1/retention", [.supervisor], say: #"{"class": "cases", "case": "$case"}"#, 422, wrong: 422),
        MatrixLine("GET /v1/erasures", [.supervisor, .auditor], 200, wrong: 200),
        MatrixLine(
            "GET /v1/erasures/{id}", at: "/v1/erasures/019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e00",
            [.supervisor, .auditor], 404, wrong: nil),
    ]

    private static let merges = [
        MatrixLine(
            "GET /v1/people/{id}/duplicates", at: "/v1/people/$once/duplicates", casework, 200, wrong: 404),
        MatrixLine(
            "POST /v1/merges", casework, say: #"{"kept": "$once", "merged": "$again", "reason": "One."}"#, 201,
            wrong: 422),
        MatrixLine("GET /v1/merges", at: "/v1/merges?person=$once", casework, 200, wrong: 200),
        MatrixLine("GET /v1/merges/{id}", at: "/v1/merges/$merge", casework, 200, wrong: 404),
        MatrixLine("DELETE /v1/merges/{id}", at: "/v1/merges/$merge", casework, 409, wrong: 404),
    ]

    private static let neighbours = [
        MatrixLine("POST /v1/assets", neighbourhood, say: #"{"name": "Swap", "kind": "exchange"}"#, 201, wrong: 201),
        MatrixLine("GET /v1/assets", everybody, 200, wrong: 200),
        MatrixLine("GET /v1/assets/{id}", at: "/v1/assets/$asset", everybody, 200, wrong: 200),
        MatrixLine(
            "PATCH /v1/assets/{id}", at: "/v1/assets/$asset", neighbourhood, say: #"{"cost": "£1"}"#, 200, wrong: 200),
        MatrixLine(
            "POST /v1/assets/{id}/confirmations", at: "/v1/assets/$asset/confirmations", neighbourhood,
            say: #"{"how": "phoned"}"#, 201, wrong: 201),
        MatrixLine(
            "GET /v1/assets/{id}/confirmations", at: "/v1/assets/$asset/confirmations", everybody, 200, wrong: 200),
        MatrixLine(
            "GET /v1/assets/{id}/confirmations/{confirmation}", at: "/v1/assets/$asset/confirmations/$confirmation",
            everybody, 200, wrong: 200),
        MatrixLine("POST /v1/agencies", organisations, say: #"{"name": "Housing"}"#, 201, wrong: 201),
        MatrixLine("GET /v1/agencies", everybody, 200, wrong: 200),
        MatrixLine("GET /v1/agencies/{id}", at: "/v1/agencies/$agency", everybody, 200, wrong: 200),
        MatrixLine(
            "PATCH /v1/agencies/{id}", at: "/v1/agencies/$agency", organisations, say: #"{"note": "x"}"#, 200,
            wrong: 200),
        MatrixLine("POST /v1/teams", organisations, say: #"{"name": "Quays"}"#, 201, wrong: 201),
        MatrixLine("GET /v1/teams", everybody, 200, wrong: 200),
        MatrixLine("GET /v1/teams/{id}", at: "/v1/teams/$team", everybody, 200, wrong: 200),
        MatrixLine(
            "PATCH /v1/teams/{id}", at: "/v1/teams/$team", organisations, say: #"{"name": "Rows"}"#, 200, wrong: 200),
    ]

    private static let administration = [
        MatrixLine(
            "POST /v1/batch", everybody,
            say: #"{"operations": [{"method": "POST", "path": "/v1/cases/$case/contacts", "body": {"note": "Tea."}}]}"#,
            200, wrong: 404),
        MatrixLine("GET /v1/changes", everybody, 200, wrong: 200),
        MatrixLine("GET /metrics", [.admin], 200, wrong: nil),
        MatrixLine("GET /v1/audit", [.auditor], 200, wrong: nil),
        MatrixLine(
            "GET /v1/audit/{id}", at: "/v1/audit/019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e00", [.auditor], 404, wrong: nil),
        MatrixLine("POST /v1/workers", [.admin], say: #"{"name": "N.", "role": "learner"}"#, 201, wrong: nil),
        MatrixLine("GET /v1/workers", everybody, 200, wrong: 200),
        MatrixLine("GET /v1/workers/{id}", at: "/v1/workers/$mate", everybody, 200, wrong: 200),
        MatrixLine(
            "PATCH /v1/workers/{id}", at: "/v1/workers/$mate", [.admin], say: #"{"name": "Mate"}"#, 200, wrong: nil),
        MatrixLine(
            "POST /v1/tokens", [.admin], say: #"{"worker": "$mate", "label": "x", "role": "practitioner"}"#, 201,
            wrong: nil),
        MatrixLine("GET /v1/tokens", [.admin], 200, wrong: nil),
        MatrixLine("GET /v1/tokens/{id}", at: "/v1/tokens/$token", [.admin], 200, wrong: nil),
        MatrixLine(
            "PATCH /v1/tokens/{id}", at: "/v1/tokens/$token", [.admin], say: #"{"label": "y"}"#, 200, wrong: nil),
        MatrixLine("DELETE /v1/tokens/{id}", at: "/v1/tokens/$token", [.admin], 204, wrong: nil),
        MatrixLine("GET /v1/vocabularies", everybody, 200, wrong: 200),
        MatrixLine("GET /v1/vocabularies/{name}", at: "/v1/vocabularies/tie", everybody, 200, wrong: 200),
    ]
}
