import HTTP
import JSON
import Logging
import SQLite
import Testing

@testable import KithService

/// Two databases that differ only in something hidden answer the same, byte for byte, to a reader who may not see it.
@Suite struct LeakTests {
    /// A service that is asked from the same moment on with the same ids, over one of two databases.
    private struct Twin {
        let story: AccessStory
        let service: Service
        let client: LocalClient
        let reader: Colleague

        init(_ story: AccessStory, _ reader: Colleague, seed: UInt64) throws {
            self.story = story
            self.reader = reader
            let clock = ManualClock(try Instant("2026-11-21T10:00:00Z"))
            service = try Service(
                database: try Database(path: story.test.path) { Issue.record("\($0)") }, settings: ServiceSettings(),
                clock: clock, ids: SeededIDSource(seed: seed, clock: clock), alarm: ManualAlarm(),
                logger: Logger(label: "test"))
            client = try LocalClient(service)
        }

        /// The whole answer as text; a cursor, which is sealed with chance, by where the next page begins.
        func ask(_ method: String, _ target: String, _ fields: [String], _ body: String?) throws -> String {
            var lines = fields + ["Authorization: Bearer \(reader.token)"]
            if body != nil { lines.append("Content-Type: application/json") }
            // The trail is written when its time has come; here it is up to date, so that both are asked the same.
            if target.contains("access-log") || target.contains("export") {
                service.audit.flush()
                try service.database.perform(service.clock, service.ids) { _ in }
            }
            let answer = try client.ask(method, target, fields: lines, body: Array((body ?? "").utf8))
            let shown = answer.fields.lines.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
            var text = "\(answer.status.code)\n\(shown)\n\n\(try answer.text)"
            // The place in the changes is as long for one who could read them all.
            if target.hasPrefix("/v1/changes"), let next = text.firstMatch(of: /"next":"([A-Za-z0-9_-]+)"/)?.1 {
                text = text.replacing(next, with: "<\(next.utf8.count)>")
            }
            guard let cursor = text.firstMatch(of: /cursor=([A-Za-z0-9_-]+)/)?.1 else { return text }
            let first = target.replacing(/[?&]cursor=.*/, with: "")
            let next = try ask(method, "\(first)\(first.contains("?") ? "&" : "?")cursor=\(cursor)", fields, body)
            return text.replacing(cursor, with: "<cursor>") + "\n" + next
        }
    }

    /// What the second database has that the first has not.
    enum Difference: String, CaseIterable {
        case person, personWithCase, contact, account, relationship, asset, cover, member, barrier, grant, records, link
        case notesOfMate, noteOfLead, lookBehind
        case rights, merge, resident

        /// Who may not see it, though some of them read the case that it is in.
        func readers(_ story: AccessStory) -> [Colleague] {
            switch self {
            case .notesOfMate, .lookBehind: [story.lead, story.stranger]
            case .noteOfLead: [story.mate]
            default: [story.stranger]
            }
        }

        /// The records that both have: all that the difference hangs on.
        var isOnWholeStory: Bool { self != .person && self != .personWithCase }
    }

    private func addRights(to story: inout AccessStory) throws {
        let (lead, person) = (story.lead, #"{"person": "$person", "#)
        try story.make("extra", "/v1/rights-requests", person + #""kind": "objection"}"#, by: lead)
        try story.make("agreed", "/v1/consents", person + #""what_for": "A photograph."}"#, by: lead)
        let share =
            #""what": "A date.", "with": {"type": "agency", "id": "$agency"}, "shared": true,"#
            + #" "basis": ["public_task"], "reasoning": "Asked.", "person_told": true}"#
        try story.make("told", "/v1/share-decisions", person + share, by: lead)
        let hold = #"{"case": "$case", "reason": "An inquiry.", "authority": "The inquiry"}"#
        try story.make("held", "/v1/legal-holds", hold, by: story.supervisor)
    }

    /// What both have beside the story, so that there is somewhere to add what is hidden.
    private func prepare(_ difference: Difference, in story: inout AccessStory) throws {
        guard difference == .resident else { return }
        // The mate reads Ben and Danny, and not Ann, from whom a barrier parts Danny: all three can be written down
        // in the stranger's household, and the stranger reads of Danny nothing.
        let team = #"{"member": {"type": "worker", "id": "$worker"}, "contribution": "buddy"}"#
        try story.make("bens", "/v1/cases", #"{"people": ["$own_Ben"], "entry_route": "self"}"#, by: story.stranger)
        for (supportCase, worker) in [("bens", "$mate"), ("own_case", "$lead")] {
            let body = team.replacing("$worker", with: worker)
            try story.make("joined", "/v1/cases/$\(supportCase)/team", body, by: story.stranger)
        }
        let apart = #"{"person": "$own_Ann", "other": "$person", "kind": "no_contact"}"#
        try story.make("apart", "/v1/person-barriers", apart, by: story.lead)
    }

    /// Puts people whom the reader may not know of into a household that they read, and changes that.
    private func addResidents(to story: inout AccessStory) throws {
        let danny = #"{"person": "$person", "role": "guest"}"#
        try story.make("extra", "/v1/households/$own_home/members", danny, by: story.mate)
        let moved = story.resolve("/v1/households/$own_home/members/$extra")
        #expect(try story.test.status("PATCH", moved, by: story.mate, #"{"to": "2026-11"}"#) == 200)
        try story.make("more", "/v1/households/$own_home/members", #"{"person": "$sister"}"#, by: story.lead)
        let old = #"{"members": [{"person": "$sister", "to": "2019"}]}"#
        try story.make("other_home", "/v1/households", old, by: story.lead)
        let seen = try story.test.ask("GET", story.resolve("/v1/households/$own_home/members"), by: story.lead).text
        #expect(seen.contains(story.resolve("$sister")) && !seen.contains(story.resolve("$person")))
    }

    private func add(_ difference: Difference, to story: inout AccessStory) throws {
        let lead = story.lead
        switch difference {
        case .person:
            try story.make("extra", "/v1/people", #"{"preferred_name": "Aaron"}"#, by: lead)
        case .personWithCase:
            try story.tellClosedPart()
        case .contact:
            try story.make("extra", "/v1/cases/$case/contacts", #"{"note": "Again."}"#, by: lead)
        case .account:
            try story.make("extra", "/v1/relationships/$tie/accounts", #"{"said_by": "other"}"#, by: lead)
        case .relationship:
            for end in ["worker $stranger", "asset $asset", "agency $agency"] {
                let tie = AccessStory.tie(end, "person $person", "other")
                try story.make("extra", "/v1/relationships", tie, by: lead)
            }
        case .asset:
            // The asset itself is for every worker to read: what is hidden is who is tied to it.
            let tie = AccessStory.tie("person $sister", "asset $asset", "runs")
            try story.make("extra", "/v1/relationships", tie, by: lead)
        case .cover:
            try story.make("extra", "/v1/cases/$case/cover", #"{"worker": "$mate", "from": "2027-01-01"}"#, by: lead)
        case .member:
            let body = #"{"member": {"type": "person", "id": "$sister"}, "contribution": "buddy"}"#
            try story.make("extra", "/v1/cases/$case/team", body, by: lead)
        case .barrier:
            let body = #"{"person": "$sister", "other": "$barred", "kind": "domestic_abuse"}"#
            try story.make("extra", "/v1/person-barriers", body, by: lead)
        case .rights: try addRights(to: &story)
        case .resident: try addResidents(to: &story)
        case .merge:
            let body = #"{"kept": "$again", "merged": "$once", "reason": "Price is Morgan."}"#
            try story.make("extra", "/v1/merges", body, by: lead)
        case .grant:
            let fields = ["Kith-Access-Reason: A call", "Kith-Access-Purpose: safeguarding"]
            let answer = try story.test.ask("GET", story.resolve("/v1/cases/$case"), as: .supervisor, fields: fields)
            #expect(answer.status == .ok)
        case .records:
            for (name, body) in [
                ("notes", #"{"text": "Again."}"#), ("steps", #"{"own_words": "Again."}"#),
                ("decisions", AccessStory.decision), ("service-use", #"{"service": "arrest", "on": "2026-11-01"}"#),
                ("pulls", #"{"what": "A", "outcome": "refused", "from": {"type": "agency", "id": "$agency"}}"#),
            ] {
                try story.make("extra", "/v1/cases/$case/\(name)", body, by: lead)
            }
            try story.make("back", "/v1/cases/$case/handovers", #"{"to": "$mate"}"#, by: lead)
        case .link:
            // What stood in the way is for everybody to read: what is hidden is in whose case.
            try story.make("extra", "/v1/barriers/$own_way/links", #"{"case": "$case"}"#, by: lead)
        case .notesOfMate:
            try story.make("first", "/v1/cases/$case/notes", AccessStory.closedNote, by: story.mate)
            try story.make("extra", "/v1/cases/$case/notes", AccessStory.closedNote, by: story.mate)
            try reread("$extra", in: story, by: story.mate)
        case .noteOfLead:
            try story.make("extra", "/v1/cases/$case/notes", AccessStory.closedNote, by: lead)
            try reread("$extra", in: story, by: lead)
        case .lookBehind:
            try reread("$closed", in: story, by: story.supervisor)
        }
    }

    /// Reads, corrects and disputes a note; who may not read it asks to be let in.
    private func reread(_ note: String, in story: AccessStory, by colleague: Colleague) throws {
        let target = story.resolve("/v1/cases/$case/notes/\(note)")
        let asking = ["Kith-Access-Reason: A complaint", "Kith-Access-Purpose: quality", "If-Match: *"]
        for (method, target, body) in [
            ("GET", target, nil), ("GET", target + "/versions", nil), ("PATCH", target, #"{"text": "No."}"#),
            ("POST", target + "/dispute", #"{"dispute_statement": "Not so."}"#),
        ] {
            #expect(try story.test.ask(method, target, by: colleague, body, fields: asking).status == .ok)
        }
    }

    /// Every way to read the route table has, filled in with what is open, what is hidden and what is nowhere.
    private func requests(_ story: AccessStory) -> [(target: String, fields: [String])] {
        let missing = "019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e8f"
        let strange =
            AccessStory.hidden.compactMap { story.ids[$0] } + [story.ids["extra"], missing].compactMap(\.self)
        var requests: [(String, [String])] = []
        for route in Resources.routes where route.method == .get && route.roles != nil {
            let targets = targets(route.template, story.ids, missing: missing)
            let isList = route.offers.contains(.ndjson)
            for target in targets {
                requests.append((target, []))
                requests.append((target + "?fields=id,preferred_name", []))
                if route.offers.contains(.html) { requests.append((target, ["Accept: text/html"])) }
                guard isList, !target.contains("/v1/cases/\(missing)") else { continue }
                for accept in ["text/csv", "application/x-ndjson"] { requests.append((target, ["Accept: \(accept)"])) }
                for sort in ["name", "created", "-created", "at", "-at", "said_on", "-on", "received_on"] {
                    requests.append((target + "?include=total&limit=1&sort=\(sort)", []))
                }
                for name in route.parameters.map(\.name) {
                    switch name {
                    case "party", "person", "lead", "worker", "by", "case":
                        for id in strange.prefix(3) + [story.ids["stranger"] ?? "", "any"] {
                            requests.append((target + "?\(name)=\(id)&include=total", []))
                        }
                    case "state": requests.append((target + "?lead=any&state=hello&include=total", []))
                    case "tie": requests.append((target + "?tie=sibling&include=total", []))
                    case "kind" where target.hasSuffix("/timeline"):
                        for kind in TimelineKind.all { requests.append((target + "?kind=\(kind.name)&limit=1", [])) }
                        requests.append((target + "?from=2026-11-01&to=2026-11-21&include=total", []))
                    default: continue
                    }
                }
            }
        }
        return requests
    }

    /// Which records a path's first parameter is tried with.
    private static let names = [
        "cases": ["own_case", "case"], "people": ["own_Ann", "own_Ben", "person", "sister", "barred", "once", "twice"],
        "relationships": ["own_tie", "tie"], "barriers": ["own_way", "way"], "person-barriers": ["barrier"],
        "assets": ["asset"], "merges": ["merge"], "agencies": ["agency"], "teams": ["team"],
        "workers": ["mate", "stranger"], "households": ["own_home", "home"],
    ]

    /// The targets of a template: one an id for a single parameter, and one a pair for two.
    private func targets(_ template: String, _ named: [String: String], missing: String) -> [String] {
        guard template.contains("{") else { return [template] }
        if template.contains("{name}") { return [template.replacing("{name}", with: "tie")] }
        let parts = template.split(separator: "{")
        guard parts.count > 2 else {
            // Those of its kind, open and hidden, one of another kind, the one in one database alone, one nowhere.
            let kind = String(template.split(separator: "/")[1])
            let names = (Self.names[kind] ?? []) + ["contact", "extra"]
            return (names.compactMap { named[$0] } + [missing]).map { template.replacing(/\{[a-z]+\}/, with: $0) }
        }
        let child = String(parts[2].prefix { $0 != "}" })
        let parents = [
            "account": ["tie", "own_tie"], "confirmation": ["asset"], "link": ["way", "own_way"],
            "resident": ["home", "own_home"],
        ]
        // The right one below each, one of another, one that only one of the two databases has, one that is nowhere.
        let children = [child, "own_\(child)", "extra", "missing"] + (child == "note" ? ["closed"] : [])
        return (parents[child] ?? ["case", "own_case"]).flatMap { parent in
            children.filter { named[$0] != nil || $0 == "extra" || $0 == "missing" }.map { child in
                template.replacing("{id}", with: named[parent] ?? "x")
                    .replacing(/\{[a-z]+\}/, with: named[child] ?? "x")
            }
        }
    }

    /// A batch that makes a person, and then does something.
    private func batch(_ operation: String, _ method: String = "POST") -> String {
        #"{"operations": [{"method": "POST", "path": "/v1/people", "body": {"preferred_name": "Eve"}}, "#
            + #"{"method": "\#(method)", "path": \#(operation)}]}"#
    }

    /// What the reader may try to write; each is refused, whether what it names is hidden or nowhere.
    private func attempts(_ id: String, in supportCase: String, _ home: String) -> [(
        method: String, target: String, body: String?, match: String?
    )] {
        [
            ("POST", "/v1/cases", #"{"people": ["\#(id)"], "entry_route": "self"}"#, nil),
            ("POST", "/v1/cases/\(id)/contacts", #"{"note": "Tea."}"#, nil),
            ("POST", "/v1/cases/\(id)/notes", #"{"text": "Tea."}"#, nil),
            ("PATCH", "/v1/cases/\(supportCase)/notes/\(id)", #"{"text": "Tea."}"#, "*"),
            ("PATCH", "/v1/cases/\(supportCase)/notes/\(id)", #"{"text": "Tea."}"#, "\"9\""),
            ("POST", "/v1/cases/\(supportCase)/notes/\(id)/dispute", #"{"dispute_statement": "No."}"#, nil),
            ("POST", "/v1/cases/\(id)/steps", #"{"own_words": "Tea."}"#, nil),
            ("POST", "/v1/cases/\(id)/pulls", #"{"what": "Tea."}"#, nil),
            ("PATCH", "/v1/cases/\(supportCase)/steps/\(id)", #"{"own_words": "Tea."}"#, "*"),
            ("PATCH", "/v1/barriers/\(id)", #"{"what": "Tea."}"#, "*"),
            ("POST", "/v1/barriers/\(id)/links", #"{"case": "\#(id)"}"#, nil),
            ("POST", "/v1/cases/\(id)/state", #"{"state": "hello"}"#, nil),
            ("POST", "/v1/cases/\(id)/reopen", "{}", nil),
            ("POST", "/v1/cases/\(id)/cover", #"{"worker": "\#(id)"}"#, nil),
            (
                "POST", "/v1/cases/\(id)/team",
                #"{"member": {"type": "person", "id": "\#(id)"}, "contribution": "buddy"}"#, nil
            ),
            ("POST", "/v1/relationships/\(id)/accounts", #"{"said_by": "person"}"#, nil),
            ("POST", "/v1/relationships", AccessStory.tie("person \(id)", "agency \(id)", "other"), nil),
            ("POST", "/v1/person-barriers", #"{"person": "\#(id)", "other": "\#(id)1", "kind": "no_contact"}"#, nil),
            ("POST", "/v1/households", #"{"members": [{"person": "\#(id)"}]}"#, nil),
            ("POST", "/v1/households/\(id)/members", #"{"person": "\#(id)"}"#, nil),
            ("POST", "/v1/households/\(home)/members", #"{"person": "\#(id)"}"#, nil),
            ("PATCH", "/v1/households/\(home)/members/\(id)", #"{"role": "guest"}"#, "*"),
            ("PATCH", "/v1/households/\(home)/members/\(id)", #"{"role": "guest"}"#, nil),
            ("POST", "/v1/rights-requests", #"{"person": "\#(id)", "kind": "access"}"#, nil),
            ("POST", "/v1/consents", #"{"person": "\#(id)", "what_for": "A photograph."}"#, nil),
            (
                "POST", "/v1/share-decisions",
                #"{"case": "\#(id)", "what": "A date.", "with": {"type": "person", "id": "\#(id)"}, "shared": false,"#
                    + #" "reasoning": "No need.", "person_told": true}"#, nil
            ),
            ("PATCH", "/v1/rights-requests/\(id)", #"{"words": "All."}"#, "*"),
            ("PATCH", "/v1/consents/\(id)", #"{"words": "All."}"#, "\"1\""),
            ("PATCH", "/v1/share-decisions/\(id)", #"{"what": "All."}"#, "*"),
            ("POST", "/v1/merges", #"{"kept": "\#(id)", "merged": "\#(supportCase)", "reason": "No."}"#, nil),
            ("DELETE", "/v1/merges/\(id)", nil, "*"),
            ("DELETE", "/v1/merges/\(id)", nil, nil),
            ("PATCH", "/v1/people/\(id)", #"{"born": "1986"}"#, "\"1\""),
            ("PATCH", "/v1/people/\(id)", #"{"born": "1986"}"#, nil),
            ("PATCH", "/v1/cases/\(id)", #"{"what_matters": "Tea"}"#, "\"9\""),
            ("PATCH", "/v1/relationships/\(id)", #"{"since": "1986"}"#, "*"),
            ("PATCH", "/v1/person-barriers/\(id)", #"{"until": "2026-11-21"}"#, "*"),
            ("POST", "/v1/batch", batch(#""/v1/cases/\#(id)/contacts", "body": {"note": "Tea."}"#), nil),
            ("POST", "/v1/batch", batch(#""/v1/cases", "body": {"people": ["\#(id)"], "entry_route": "self"}"#), nil),
            (
                "POST", "/v1/batch",
                batch(#""/v1/people/\#(id)", "if_match": "\"9\"", "body": {"born": "1986"}"#, "PATCH"), nil
            ),
        ]
    }

    @Test(arguments: Difference.allCases)
    func whatIsHiddenLeavesNoTrace(_ difference: Difference) throws {
        var without = try AccessStory(isWhole: difference.isOnWholeStory)
        var with = try AccessStory(isWhole: difference.isOnWholeStory)
        try prepare(difference, in: &without)
        try prepare(difference, in: &with)
        try #require(without.ids == with.ids)
        try add(difference, to: &with)
        let readers = zip(difference.readers(without), difference.readers(with))
        for (index, (one, other)) in readers.enumerated() {
            let seed = UInt64(99 + index)
            try compare(
                try Twin(without, one, seed: seed), try Twin(with, other, seed: seed), with, "\(difference) \(index)")
        }
    }

    private func compare(_ left: Twin, _ right: Twin, _ with: AccessStory, _ difference: String) throws {
        defer {
            left.service.close()
            right.service.close()
        }
        var answered = 0
        func compare(_ method: String, _ target: String, _ fields: [String] = [], _ body: String? = nil) throws {
            let (one, other) = (try left.ask(method, target, fields, body), try right.ask(method, target, fields, body))
            #expect(one == other, "\(difference): \(method) \(target) \(fields)")
            if one.hasPrefix("200") { answered += 1 }
        }
        for request in requests(with) { try compare("GET", request.target, request.fields) }
        #expect(answered > 100, "most lists answer, and not with faults alone")
        for name in ["Danny", "Daniel", "Carol", "Karol", "Gareth", "Arron", "Ann", "Ben Danny", "D"] {
            try compare("POST", "/v1/people/search", [], #"{"name": "\#(name)"}"#)
        }
        for id in AccessStory.hidden.compactMap({ with.ids[$0] }) + [with.ids["extra"]].compactMap(\.self) {
            for attempt in attempts(id, in: with.ids["case"] ?? id, with.ids["own_home"] ?? id) {
                let fields = attempt.match.map { ["If-Match: \($0)"] } ?? []
                try compare(attempt.method, attempt.target, fields, attempt.body)
            }
        }
        // What is written next has the same ids, and shows the same.
        try compare("POST", "/v1/people", [], #"{"preferred_name": "Dee"}"#)
        try compare("GET", "/v1/people?include=total")
        let home = with.resolve("/v1/households/$own_home")
        try compare("POST", "\(home)/members", [], with.resolve(#"{"person": "$own_Cai"}"#))
        try compare("GET", home)
    }

    /// The reader who may see it does see the difference: the comparison is not of two empty lists.
    @Test func theLeadSeesWhatIsHidden() throws {
        let story = try AccessStory()
        let people = try JSON.read(try story.test.ask("GET", "/v1/people?include=total", by: story.lead).text)
        #expect(people["total"]?.int64Value == 5)
        let own = try JSON.read(try story.test.ask("GET", "/v1/people?include=total", by: story.stranger).text)
        #expect(own["total"]?.int64Value == 3)
        #expect(own != people)
    }
}
