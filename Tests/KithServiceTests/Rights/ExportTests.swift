import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// A person's story: as it was when it began, the same in both forms, and safe to open.
@Suite struct ExportTests {
    private let test: TestService
    private let lead: Colleague
    private let person: String
    private let supportCase: String

    init() throws {
        test = try TestService()
        lead = try test.makeColleague(name: "The lead")
        person = try test.make(
            "/v1/people", #"{"preferred_name": "Danny <b>", "about_me": "</dd><script>alert(1)</script>"}"#, by: lead)
        supportCase = try test.make("/v1/cases", #"{"people": ["\#(person)"], "entry_route": "self"}"#, by: lead)
    }

    private func export(_ accept: String = "application/json") throws -> Response {
        try test.ask("GET", "/v1/people/\(person)/export", by: lead, fields: ["Accept: \(accept)"])
    }

    /// The whole story; the next request lets go of the snapshot that its stream read.
    private func exported(_ accept: String = "application/json") throws -> String {
        let text = try export(accept).text
        try letGo()
        return text
    }

    private func letGo() throws {
        #expect(try test.ask("GET", "/live", as: nil).status == .ok)
    }

    private func addContacts(_ count: Int) throws -> [String] {
        try (0..<count).map { index in
            try test.make("/v1/cases/\(supportCase)/contacts", #"{"note": "Note \#(1000 + index)."}"#, by: lead)
        }
    }

    private func rest(of stream: any BodyStream) throws -> String {
        var bytes: [UInt8] = []
        while let piece = try stream.next() { bytes += piece }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func stream(_ response: Response) throws -> any BodyStream {
        guard case .stream(let stream) = response.body else { throw AppError.notFound }
        return stream
    }

    @Test func itIsToldAsItWasWhenItBegan() throws {
        let contacts = try addContacts(120)
        let stream = try stream(try export())
        var text = ""
        for _ in 0..<2 { text += String(decoding: try #require(try stream.next()), as: UTF8.self) }
        try letGo()
        #expect(text.contains("Note 1000.") && !text.contains("Note 1119."))
        for note in ["Once more.", "And again."] {
            let target = "/v1/cases/\(supportCase)/contacts/\(contacts[119])"
            #expect(try test.status("PATCH", target, by: lead, #"{"note": "\#(note)"}"#) == 200)
        }
        _ = try addContacts(1)
        text += try rest(of: stream)
        try letGo()
        let entries = try #require(try JSON.read(text)["entries"]?.arrayValue)
        #expect(entries.filter { $0["kind"]?.stringValue == "contact" }.count == 120)
        #expect(text.contains("Note 1119.") && !text.contains("Once more.") && !text.contains("And again."))
        #expect(try exported().contains("And again."))
    }

    @Test func whatIsErasedMeanwhileIsNotToldAndTheStoryEndsBroken() throws {
        _ = try addContacts(120)
        let stream = try stream(try export())
        for _ in 0..<2 { _ = try stream.next() }
        try letGo()
        let id = try #require(ID(person))
        let worker = Access(worker: lead.id, role: .supervisor, token: nil)
        try test.service.database.perform(test.clock, test.service.ids) { transaction in
            var decision = Draft<Erasure>()
            decision[Erasure.person] = id
            decision[Erasure.ground] = "objected"
            _ = try ErasureStore.carryOut(RecordName(.person, id), decision, by: worker, transaction)
        }
        #expect(throws: AppError.notFound) { try rest(of: stream) }
        try letGo()
    }

    @Test func theTwoFormsTellTheSame() throws {
        _ = try addContacts(3)
        let entries = try #require(try JSON.read(try exported())["entries"]?.arrayValue)
        let page = try exported("text/html")
        #expect(page.components(of: "<article>") == entries.count)
        for entry in entries { #expect(page.contains(try #require(entry["heading"]?.stringValue))) }
        for index in 0..<3 { #expect(page.contains("Note \(1000 + index).")) }
    }

    @Test func aPageRunsNothingAndNamesNobodyOutside() throws {
        let response = try export("text/html")
        #expect(response.fields.first("Content-Disposition") == #"attachment; filename="record.html""#)
        #expect(response.fields.first("Content-Security-Policy")?.hasPrefix("default-src 'none'; ") == true)
        #expect(response.fields.first(.cacheControl) == "no-store")
        let page = try response.text
        try letGo()
        #expect(!page.contains("<script") && !page.contains("<b>"))
        #expect(page.contains("&lt;/dd&gt;&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(page.contains("<title>What is recorded about Danny &lt;b&gt;</title>"))
        #expect(try export().fields.first("Content-Disposition") == #"attachment; filename="record.json""#)
    }

    /// A case that is also for somebody from whom a barrier parts the person is not told at all.
    @Test func aCaseWithSomebodyBehindABarrierIsLeftOut() throws {
        let other = try test.make("/v1/people", #"{"preferred_name": "Gareth"}"#, by: lead)
        let both = try test.make(
            "/v1/cases", #"{"people": ["\#(person)", "\#(other)"], "entry_route": "self", "what_matters": "Peace."}"#,
            by: lead)
        _ = try test.make("/v1/cases/\(both)/contacts", #"{"note": "In Pilot Street."}"#, by: lead)
        for word in ["Peace.", "Pilot Street"] { #expect(try exported().contains(word)) }
        let barrier = #"{"person": "\#(other)", "other": "\#(person)", "kind": "no_contact"}"#
        _ = try test.make("/v1/person-barriers", barrier, by: lead)
        for accept in ["application/json", "text/html"] {
            let text = try exported(accept)
            for word in ["Peace.", "Pilot Street", "Gareth", other, both] { #expect(!text.contains(word)) }
        }
    }

    /// Nothing that goes with a person is forgotten by oversight: it is told, or left out for a reason.
    @Test func whatGoesWithAPersonIsTold() {
        var kinds: Set<ResourceKind> = [.person, .supportCase]
        for _ in 0..<4 {
            kinds.formUnion(kinds.flatMap { ErasureReach.links(to: $0).filter(\.isOwned).map(\.kind) })
        }
        let silent = kinds.filter { $0.story == nil }.map(\.rawValue).sorted()
        #expect(silent == ["barrier_link", "legal_hold", "notice", "person", "person_barrier"])
    }
}

extension String {
    /// How often a text occurs.
    fileprivate func components(of text: String) -> Int {
        ranges(of: text).count
    }
}
