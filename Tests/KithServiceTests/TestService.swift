import Glibc
import HTTP
import Logging
import Migrations
import SQLite
import Testing

@testable import KithService

/// A service over a database of its own, with a clock that is moved by hand and ids that are known beforehand.
final class TestService {
    static let start = "2026-11-21T09:30:00Z"

    let service: Service
    let client: LocalClient
    let clock: ManualClock
    /// What the audit trail waits for: it rings when it is told to.
    let alarm = ManualAlarm()
    let path: String
    private let folder: String
    private(set) var tokens: [Role: String] = [:]
    private(set) var workers: [Role: ID] = [:]

    /// Makes a database with a worker and a token for each role.
    ///
    /// - Parameter start: When it is.
    init(settings: ServiceSettings = ServiceSettings(), start: String = TestService.start) throws {
        var template = Array("/tmp/kith-test-XXXXXX".utf8CString)
        _ = try #require(mkdtemp(&template))
        folder = template.withUnsafeBufferPointer {
            String(decoding: $0.map(UInt8.init(bitPattern:)).dropLast(), as: UTF8.self)
        }
        path = folder + "/kith.db"
        try Migrator(Migrations.all).apply(path: path, now: start)
        clock = ManualClock(try Instant(start))
        service = try Service(
            database: try Database(path: path, alarm: alarm) { Issue.record("\($0)") }, settings: settings,
            clock: clock, ids: SeededIDSource(seed: 7, clock: clock), alarm: alarm, logger: Logger(label: "test"))
        client = try LocalClient(service)
        for role in Role.allCases { try addWorker(role) }
    }

    deinit {
        service.close()
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
        rmdir(folder)
    }

    /// Asks as a role, with a JSON body where one is given.
    func ask(
        _ method: String, _ target: String, as role: Role? = .practitioner, _ body: String? = nil,
        fields: [String] = []
    ) throws -> Response {
        var lines = fields
        if let role { lines.append("Authorization: Bearer \(try #require(tokens[role]))") }
        if body != nil && !fields.contains(where: { $0.hasPrefix("Content-Type:") }) {
            lines.append("Content-Type: application/json")
        }
        return try client.ask(method, target, fields: lines, body: Array((body ?? "").utf8))
    }

    private func addWorker(_ role: Role) throws {
        let made = try service.database.perform(service.clock, service.ids) { transaction in
            var worker = Draft<Worker>()
            worker[Worker.name] = "The \(role.rawValue)"
            worker[Worker.role] = role.rawValue
            worker[Worker.active] = true
            let id = try Worker.table.insert(worker, by: .operatorOfTheFile, transaction)
            var token = Draft<Token>()
            token[Token.worker] = id
            token[Token.label] = "Test"
            token[Token.role] = role.rawValue
            return (id, try TokenStore.create(token, by: .operatorOfTheFile, transaction).secret)
        }
        (workers[role], tokens[role]) = made
    }
}

extension Response {
    /// The content as text; a stream's pieces one after the other.
    var text: String {
        get throws {
            switch body {
            case .none: return ""
            case .bytes(let bytes): return String(decoding: bytes, as: UTF8.self)
            case .stream(let stream):
                var bytes: [UInt8] = []
                while let piece = try stream.next() { bytes += piece }
                return String(decoding: bytes, as: UTF8.self)
            }
        }
    }
}
