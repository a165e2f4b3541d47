import JSON

/// A client that writes contacts and cases as fast as it can, until the service is gone.
struct LedgerClient: Sendable {
    let name: String
    let token: String
    let person: String
    let supportCase: String

    /// Writes until the connection is cut.
    ///
    /// - Parameter acknowledged: Called for each write that was answered 201.
    func run(_ service: Service, acknowledged: () -> Void) -> Ledger {
        var ledger = Ledger()
        guard let client = try? service.connect() else { return ledger }
        while true {
            var entry = entry(ledger.entries.count)
            ledger.entries.append(entry)
            // Whatever cuts the connection, here it is the kill: this write stays unacknowledged.
            guard let answer = try? Self.send(entry, token, client) else { return ledger }
            guard answer.status == 201, let id = answer.json["id"]?.stringValue else {
                ledger.complaints.append("\(entry.mark): \(answer.status) \(answer.text)")
                return ledger
            }
            entry.acknowledged = id
            ledger.entries[ledger.entries.count - 1] = entry
            acknowledged()
        }
    }

    /// Sends a write, and reads its answer in full.
    static func send(_ entry: Ledger.Entry, _ token: String, _ client: Client) throws -> Answer {
        let fields = entry.key.map { ["Idempotency-Key: \($0)"] } ?? []
        return try client.ask("POST", entry.path, token: token, fields: fields, body: entry.body)
    }

    private func entry(_ index: Int) -> Ledger.Entry {
        let mark = "\(name)-\(index)"
        let key = index % 2 == 0 ? "key-\(mark)" : nil
        guard index % 7 != 6 else {
            let body = #"{"people":["\#(person)"],"entry_route":"self","what_matters":"\#(mark)"}"#
            return Ledger.Entry(path: "/v1/cases", body: body, mark: mark, key: key)
        }
        let body = #"{"note":"\#(mark)","channel":"phone","minutes":\#(index)}"#
        return Ledger.Entry(path: "/v1/cases/\(supportCase)/contacts", body: body, mark: mark, key: key)
    }
}
