internal import HTTP
internal import JSON
internal import SQLite

/// Whether requests can be served: what `/ready` answers.
struct Readiness {
    private let checks: [(name: String, isFine: Bool)]

    /// Looks now.
    init(_ service: Service, _ reader: Reader) {
        checks = [
            ("readable", (try? reader.read { try reader.connection.exists("SELECT 1 FROM secrets") }) ?? false),
            ("writable", service.database.takesWrites() && service.audit.takesEntries),
            ("schema", service.database.schemaIsKept(reader)),
            ("disk_space", service.database.freeBytes().map { $0 >= Database.freeBytesMin } ?? false),
        ]
    }

    /// The answer: 200 where all is fine, else 503; each check by name.
    func reply() -> Reply {
        let isReady = checks.allSatisfy(\.isFine)
        let members = [("ready", JSONValue.bool(isReady))] + checks.map { ($0.name, .bool($0.isFine)) }
        let body = Array(JSON.text(.object(JSONObject(members))).utf8)
        return .json(body, status: isReady ? .ok : .serviceUnavailable)
    }
}
