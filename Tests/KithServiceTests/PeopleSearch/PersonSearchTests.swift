import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// People are found by what is known of them, by whoever may read them, and by nobody else.
@Suite struct PersonSearchTests {
    private let test: TestService
    private let lead: Colleague
    private let stranger: Colleague

    init() throws {
        test = try TestService()
        lead = try test.makeColleague(name: "The lead")
        stranger = try test.makeColleague(name: "The stranger")
    }

    @discardableResult
    private func make(_ name: String, _ more: String = "", by colleague: Colleague? = nil) throws -> String {
        try test.make("/v1/people", #"{"preferred_name": "\#(name)"\#(more)}"#, by: colleague ?? lead)
    }

    private func search(_ body: String, by colleague: Colleague? = nil) throws -> JSONValue {
        let answer = try test.ask("POST", "/v1/people/search", by: colleague ?? lead, body)
        let text = try answer.text
        #expect(answer.status == .ok, "\(text)")
        return try JSON.read(text)
    }

    /// The names of who is found, the surest first.
    private func names(_ body: String, by colleague: Colleague? = nil) throws -> [String] {
        try search(body, by: colleague)["items"]?.arrayValue?.compactMap {
            $0["person"]?["preferred_name"]?.stringValue
        }
            ?? []
    }

    /// How the words of a name were met by the first who is found.
    private func how(_ name: String) throws -> [String] {
        try search(#"{"name": "\#(name)"}"#)["items"]?.arrayValue?.first?["matches"]?.arrayValue?
            .compactMap { $0["how"]?.stringValue } ?? []
    }

    @Test func aNameIsMetInManyWays() throws {
        try make("Zoë Müller")
        try make("Elizabeth Harper")
        try make("Stephen Featherstonehaugh")
        #expect(try how("zoe muller") == ["same", "same"])
        #expect(try how("ZOË") == ["same"])
        #expect(try how("Liz Harper") == ["same", "nickname"])
        #expect(try how("Elizabeth Haprer") == ["same", "one_slip"])
        try make("Sean Wright")
        #expect(try how("Rite") == ["sound"])
        #expect(try how("Fetherstonhaugh") == ["two_slips"])
        #expect(try how("Feather") == ["beginning"])
        #expect(try names(#"{"name": "Liz Smith"}"#) == ["Elizabeth Harper"])
        #expect(try names(#"{"name": "Nobody Atall"}"#) == [])
    }

    @Test func formerNamesAreNamesToo() throws {
        try make("Bex", #", "names": [{"name": "Rebecca Okonjo"}]"#)
        #expect(try names(#"{"name": "okonjo"}"#) == ["Bex"])
    }

    @Test func theSurestComesFirst() throws {
        try make("Liz Harper")
        try make("Elizabeth Harper")
        try make("Elizabeth Harpur")
        try make("Elizabeth Jones")
        #expect(
            try names(#"{"name": "Elizabeth Harper"}"#)
                == ["Elizabeth Harper", "Liz Harper", "Elizabeth Harpur", "Elizabeth Jones"])
        #expect(try names(#"{"name": "Elizabeth Harper", "limit": 2}"#).count == 2)
        #expect(try search(#"{"name": "Elizabeth Harper", "limit": 2}"#)["more"] == .bool(true))
        #expect(try search(#"{"name": "Elizabeth Harper"}"#)["more"] == .bool(false))
    }

    @Test func birthPlaceAndNumbersAreMet() throws {
        let number = #"{"scheme": "nhs_number", "value": "943 476 5919"}"#
        try make("A.", #", "born": "1984-03-09""#)
        try make("B.", #", "born": "1984-03""#)
        try make("C.", #", "born": "1984""#)
        try make("D.", #", "born": "1985-03-09""#)
        try make("E.", #", "addresses": [{"postcode": "bs15 9aq"}]"#)
        try make("F.", #", "identifiers": [\#(number)]"#)
        #expect(try names(#"{"born": "1984-03-09"}"#) == ["A.", "B.", "C."])
        #expect(try Set(names(#"{"born": "1984-03"}"#)) == ["A.", "B.", "C."])
        #expect(try Set(names(#"{"born": "1984"}"#)) == ["A.", "B.", "C."])
        #expect(try names(#"{"postcode": "BS159AQ"}"#) == ["E."])
        #expect(try names(#"{"identifier": \#(number)}"#) == ["F."])
        #expect(try names(#"{"name": "Quite Different", "identifier": \#(number)}"#) == ["F."])
    }

    @Test func aChangeOfNameIsFoundAndTheOldOneIsNot() throws {
        let id = try make("Gwendolyn Pugh")
        let answer = try test.ask(
            "PATCH", "/v1/people/\(id)", by: lead, #"{"preferred_name": "Wanda Pugh"}"#, fields: ["If-Match: *"])
        #expect(answer.status == .ok)
        #expect(try names(#"{"name": "Wanda"}"#) == ["Wanda Pugh"])
        #expect(try names(#"{"name": "Gwendolyn"}"#) == [])
        let db = try Connection(path: test.path, options: .reader)
        let words = try db.one(
            "SELECT group_concat(key, ' ') FROM (SELECT key FROM person_keys WHERE kind = 'word' ORDER BY key)"
        ) { $0.string(0) }
        #expect(words == "pugh wanda")
    }

    @Test func whomSomebodyMayNotReadTheyDoNotFind() throws {
        try make("Danny Price", #", "born": "1984-03-09""#)
        try make("Daniel Pryce", by: stranger)
        for body in [
            #"{"name": "Danny Price"}"#, #"{"born": "1984-03-09"}"#, #"{"name": "dany price", "born": "1984"}"#,
        ] {
            let found = try names(body, by: stranger)
            #expect(found == ["Daniel Pryce"] || found == [])
            #expect(try names(body).contains("Danny Price"))
        }
    }

    @Test func thereMustBeSomethingToLookFor() throws {
        for body in ["{}", #"{"limit": 3}"#, #"{"name": "!?"}"#, #"{"postcode": "NOWHERE"}"#, #"{"nane": "Ann"}"#] {
            #expect(try test.ask("POST", "/v1/people/search", by: lead, body).status == .unprocessableContent)
        }
        let plain = try test.ask(
            "POST", "/v1/people/search", by: lead, #"{"name": "Ann"}"#, fields: ["Content-Type: text/plain"])
        #expect(plain.status == .unsupportedMediaType)
    }

    /// Anything is a name: no sign has a meaning to the full-text index.
    @Test func anyTextIsASearch() throws {
        try make(#"O\"Brien* AND ^near$ NOT (x)"#)
        for name in [#"\"*"#, "AND OR NOT NEAR", "^abc$", "a\\\\b", "张伟", "ab\\u0000cd efgh", "🙂🙂🙂🙂", "xxxx:yyyy {}()"]
        {
            let status = try test.ask("POST", "/v1/people/search", by: lead, #"{"name": "\#(name)"}"#).status
            #expect(status == .ok || status == .unprocessableContent)
            #expect(status != .internalServerError)
        }
        #expect(try names(#"{"name": "brien"}"#).count == 1)
    }

    private func notices(_ colleague: Colleague) throws -> [JSONValue] {
        let text = try test.ask("GET", "/v1/notices", by: colleague).text
        return try JSON.read(text)["items"]?.arrayValue ?? []
    }

    /// Has what stands behind the answers done, and waits until the writer has done it.
    private func settle() throws {
        test.alarm.advance(milliseconds: AfterwardsQueue.gatherMilliseconds)
        try test.service.database.perform(test.clock, test.service.ids) { _ in }
    }

    @Test func aLeadLearnsThatSomebodyMayHaveMetThePerson() throws {
        let danny = try make("Danny Price", #", "born": "1984-03-09""#)
        let supportCase = try test.make("/v1/cases", #"{"people": ["\#(danny)"], "entry_route": "self"}"#, by: lead)
        // A name alone is shared by many.
        _ = try search(#"{"name": "Danny Price"}"#, by: stranger)
        try make("Danny Price", by: stranger)
        try settle()
        #expect(try notices(lead).isEmpty)
        let known = try search(#"{"name": "Daniel Price", "born": "1984-03-09"}"#, by: stranger)
        let unknown = try search(#"{"name": "Daniel Prices", "born": "1984-03-10"}"#, by: stranger)
        #expect(known["items"]?.arrayValue?.count == unknown["items"]?.arrayValue?.count)
        try settle()
        let told = try notices(lead)
        #expect(told.count == 1)
        #expect(told.first?["kind"]?.stringValue == "may_have_met")
        #expect(told.first?["case"]?.stringValue == supportCase)
        #expect(told.first?["asked_by"]?.stringValue == stranger.id.canonical)
        #expect(told.first?["reason"] == nil)
        // Once a day, however often they look; a record made says it too.
        _ = try search(#"{"name": "Daniel Price", "born": "1984-03-09"}"#, by: stranger)
        try make("Dan Price", #", "born": "1984-03-09""#, by: stranger)
        try settle()
        #expect(try notices(lead).count == 1)
        test.clock.advance(seconds: 24 * 3600)
        let made = try make("Dan Price", #", "born": "1984-03-09""#, by: stranger)
        try settle()
        #expect(try notices(lead).count == 2)
        // So does a change that makes somebody of them.
        test.clock.advance(seconds: 24 * 3600)
        for born in ["1985-04-10", "1984-03-09"] {
            let body = #"{"born": "\#(born)"}"#
            let status = try test.ask("PATCH", "/v1/people/\(made)", by: stranger, body, fields: ["If-Match: *"]).status
            #expect(status == .ok)
            try settle()
        }
        #expect(try notices(lead).count == 3)
        #expect(try notices(stranger).isEmpty)
        #expect(try countToLookAt() == 0)
    }

    private func countToLookAt() throws -> Int64? {
        try Connection(path: test.path, options: .reader).one("SELECT count(*) FROM meetings_to_look_at") { $0.int(0) }
    }

    /// A stop between the answer and the look loses nothing.
    @Test func whoWasMetBeforeAStopIsLookedAtAtTheNextStart() throws {
        let danny = try make("Danny Price", #", "born": "1984-03-09""#)
        _ = try test.make("/v1/cases", #"{"people": ["\#(danny)"], "entry_route": "self"}"#, by: lead)
        let met = try make("Dan Price", by: stranger)
        try test.service.database.perform(test.clock, test.service.ids) { [worker = stranger.id] transaction in
            try transaction.db.script("UPDATE people SET born = '1984-03-09' WHERE id = '\(met)'")
            try transaction.db.run(
                "INSERT INTO meetings_to_look_at (person, worker) VALUES ($1, $2)", met, worker.canonical)
        }
        #expect(try notices(lead).isEmpty)
        try MeetingStore.catchUp(test.service.database, test.clock, test.service.ids)
        #expect(try notices(lead).count == 1)
        #expect(try countToLookAt() == 0)
    }

    /// What is written before the answer is the same for somebody who is known as for somebody who is not.
    @Test func theAnswerComesBeforeTheLook() throws {
        let danny = try make("Danny Price", #", "born": "1984-03-09""#)
        _ = try test.make("/v1/cases", #"{"people": ["\#(danny)"], "entry_route": "self"}"#, by: lead)
        try settle()
        for (name, born) in [("Dan Price", "1984-03-09"), ("Nora Quill", "1971-01-02")] {
            try make(name, #", "born": "\#(born)""#, by: stranger)
            _ = try search(#"{"name": "\#(name)", "born": "\#(born)"}"#, by: stranger)
            #expect(try countToLookAt() == 1)
            #expect(try notices(lead).count == (name == "Dan Price" ? 0 : 1))
            try settle()
            #expect(try countToLookAt() == 0)
        }
        #expect(try notices(lead).count == 1)
    }

    @Test func peopleFromBeforeAreFoundAfterTheNextStart() throws {
        try make("Rhiannon Vaughan")
        try test.service.database.perform(test.clock, test.service.ids) { transaction in
            try transaction.db.script(
                "DELETE FROM person_keys; INSERT INTO people_to_key SELECT id FROM people")
        }
        #expect(try names(#"{"name": "Rhiannon"}"#) == [])
        try PersonKeyStore.catchUp(test.service.database, test.clock, test.service.ids)
        #expect(try names(#"{"name": "Rhianon"}"#) == ["Rhiannon Vaughan"])
        let db = try Connection(path: test.path, options: .reader)
        #expect(try db.one("SELECT count(*) FROM people_to_key") { $0.int(0) } == 0)
    }
}
