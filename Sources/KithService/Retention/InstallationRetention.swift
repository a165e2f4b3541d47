internal import JSON
internal import SQLite

extension Installation {
    /// Something that is due, for a line of text or of JSON.
    public struct DueItem {
        /// `class`, the kind and id of what is due, since when and by whose authority; never a name.
        public let line: String
        /// The same as one JSON object.
        public let json: String
    }

    /// Tells all that is due by the retention rules, in the database, whose schema is up to date.
    ///
    /// - Parameter body: Told each item.
    /// - Throws: `SQLiteError`; an error that says what is wrong in the file of rules.
    public func retentionDue(_ body: (DueItem) throws -> Void) throws {
        let rules = try serviceSettings().retentionRules()
        let connection = try Connection(path: databasePath, options: .reader)
        for rule in rules.all {
            var after: ID?
            repeat {
                // A page a transaction, so that a long list holds up nobody.
                let items = try connection.readTransaction {
                    let reading = ReadTransaction(db: connection, access: .operatorOfTheFile, nowText: currentTime)
                    return try RetentionStore.due(rule, after: after, limit: RetentionStore.countMax, reading)
                }
                for item in items { try body(DueItem(item)) }
                after = items.count == RetentionStore.countMax ? items.last?.id : nil
            } while after != nil
        }
    }
}

extension Installation.DueItem {
    init(_ item: RetentionItem) {
        var writer = JSONWriter(capacityBytes: 512)
        item.write(to: &writer)
        json = String(decoding: writer.bytes(), as: UTF8.self)
        let due = item.rule.period.end(from: item.since)?.canonical ?? "-"
        let hold = item.isHeld ? "  legal hold" : ""
        line =
            "\(item.rule.name)  \(item.rule.trigger.kind.rawValue) \(item.id)  due \(due)  "
            + "(\(item.rule.period.text) from \(item.since), \(item.rule.authority))\(hold)"
    }
}
