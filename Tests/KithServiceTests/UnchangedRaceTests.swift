import Dispatch
import HTTP
import JSON
import Synchronization
import Testing

@testable import KithService

/// What is copied because nothing has changed is never older than what somebody was told is written, nor shown to
/// somebody from whom the case was taken, however many write and read at once.
@Suite struct UnchangedRaceTests {
    private static let readers = 3
    private static let contacts = 150

    /// How far the writer was told that its work is written.
    private final class Told: Sendable {
        let contacts = Atomic(0)
        let isHandedOver = Atomic(false)
        let isDone = Atomic(false)
        let faults = Mutex<[String]>([])
        let reads = Atomic(0)

        func fault(_ text: String) { faults.withLock { $0.append(text) } }
    }

    private let test: TestService
    private let lead: Colleague
    private let next: Colleague
    private let supportCase: String

    init() throws {
        var settings = ServiceSettings()
        settings.requestsPerSecondOfPrincipal = 1_000_000
        settings.requestsPerSecondOfAddress = 1_000_000
        test = try TestService(settings: settings)
        lead = try test.makeColleague(name: "The lead")
        next = try test.makeColleague(name: "The next")
        let person = try test.make("/v1/people", #"{"preferred_name": "Danny"}"#, by: lead)
        supportCase = try test.make("/v1/cases", #"{"people": ["\#(person)"], "entry_route": "self"}"#, by: lead)
    }

    private static func fields(_ token: String) -> [String] {
        ["Authorization: Bearer \(token)", "Content-Type: application/json"]
    }

    /// Adds contacts that are numbered, and then hands the case over.
    private static func write(
        _ service: Service, _ token: String, _ target: String, _ next: String, _ told: Told
    ) throws {
        defer { told.isDone.store(true, ordering: .sequentiallyConsistent) }
        let client = try LocalClient(service)
        for number in 1...contacts {
            let body = Array(#"{"note": "\#(number)"}"#.utf8)
            let answer = try client.ask("POST", "\(target)/contacts", fields: fields(token), body: body)
            guard answer.status == .created else { return told.fault("\(answer.status) to contact \(number)") }
            told.contacts.store(number, ordering: .sequentiallyConsistent)
        }
        let body = Array(#"{"to": "\#(next)"}"#.utf8)
        let answer = try client.ask("POST", "\(target)/handovers", fields: fields(token), body: body)
        guard answer.status == .created else { return told.fault("\(answer.status) to the handover") }
        told.isHandedOver.store(true, ordering: .sequentiallyConsistent)
        // The others read on for a while.
        for _ in 0..<50 { _ = try client.ask("GET", target, fields: fields(token)) }
    }

    /// Reads the case as who led it at first, on a worker of its own, until all is done.
    private static func read(_ service: Service, _ token: String, _ target: String, _ told: Told) throws {
        let client = try LocalClient(service)
        while !told.isDone.load(ordering: .sequentiallyConsistent) {
            let isHandedOver = told.isHandedOver.load(ordering: .sequentiallyConsistent)
            let count = told.contacts.load(ordering: .sequentiallyConsistent)
            let answer = try client.ask("GET", target, fields: fields(token))
            told.reads.wrappingAdd(1, ordering: .relaxed)
            switch answer.status {
            case .ok:
                let latest = try JSON.read(try answer.text)["latest_contacts"]?[0]?["note"]?.stringValue
                let shown = latest.flatMap { Int($0) } ?? 0
                if isHandedOver { told.fault("shown after it was handed over") }
                if shown < count { told.fault("\(shown) shown where \(count) were written") }
            case .notFound:
                // It is handed over once all contacts are told of, which may have been since the question.
                if told.contacts.load(ordering: .sequentiallyConsistent) < contacts {
                    told.fault("not there before it was handed over")
                }
            default: told.fault("\(answer.status)")
            }
        }
    }

    @Test func nothingOlderIsShownThanWasWritten() throws {
        let told = Told()
        let (service, target) = (test.service, "/v1/cases/\(supportCase)")
        let (token, next) = (lead.token, next.id.canonical)
        DispatchQueue.concurrentPerform(iterations: Self.readers + 1) { thread in
            do {
                if thread == 0 {
                    try Self.write(service, token, target, next, told)
                } else {
                    try Self.read(service, token, target, told)
                }
            } catch {
                told.isDone.store(true, ordering: .sequentiallyConsistent)
                told.fault("\(error)")
            }
        }
        let faults = told.faults.withLock { $0 }
        let isHandedOver = told.isHandedOver.load(ordering: .sequentiallyConsistent)
        let reads = told.reads.load(ordering: .relaxed)
        #expect(faults == [])
        #expect(isHandedOver && reads > Self.readers)
    }
}
