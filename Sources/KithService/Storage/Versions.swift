internal import JSON
internal import SQLite

/// What a record says and said before: the present version, and those that `revisions` keeps.
struct Versions<Record: Resource>: Sendable {
    private let table: Table<Record>
    private let isRuled: Bool
    private let earlier: String

    /// The versions of a table's records.
    init(_ table: Table<Record>) {
        self.table = table
        let rule = table.rule?.versions.map { " AND \($0(.behind(4)))" }
        isRuled = rule != nil
        // The marks of the caller are always there, whether the rule needs both or not.
        let caller = isRuled ? " AND $5 IS NOT NULL AND $6 IS NOT NULL" : ""
        earlier = """
            SELECT version, replaced_at, replaced_by, body FROM revisions
            WHERE resource = $1 AND id = $2 AND version < $3\(caller)\(rule ?? "")
            ORDER BY version DESC LIMIT $4
            """
    }

    /// Writes versions of a record that the caller was found to read, the newest first, as an array.
    ///
    /// - Parameters:
    ///   - before: Versions from this one on are left out; nil for none.
    ///   - limit: How many at most; fewer where they are large.
    /// - Returns: The last version that was written, where there are more behind it.
    /// - Throws: `AppError.notFound`; `SQLiteError`; `JSONError`.
    func write(
        _ id: ID, before: Int64?, limit: Int, _ reading: ReadTransaction, to writer: inout JSONWriter
    ) throws -> Int64? {
        let start = writer.count
        let present = try table.record(id, reading)
        var (count, last, isCut) = (0, before ?? present.version, false)
        writer.beginArray()
        if before == nil {
            count = 1
            write(present.version, nil, nil, &writer) { $0.raw(Array(present.text.utf8)) }
        }
        var arguments: [SQLiteValue] = [
            .text(Record.kind.rawValue), .text(id.canonical), .integer(last), .integer(Int64(limit - count + 1)),
        ]
        if isRuled, let worker = reading.access.worker {
            arguments += [.text(worker.canonical), .text(reading.nowText)]
        }
        try reading.db.queryText(earlier, arguments) { row in
            guard count < limit, writer.count - start < ListQuery.pageBytesMax else {
                isCut = true
                return
            }
            count += 1
            last = row.int(0)
            write(last, row.string(1), row.optionalString(2), &writer) { $0.raw(row.text(3)) }
        }
        writer.endArray()
        return isCut ? last : nil
    }

    private func write(
        _ version: Int64, _ replacedAt: String?, _ replacedBy: String?, _ writer: inout JSONWriter,
        record: (inout JSONWriter) -> Void
    ) {
        writer.beginObject()
        writer.name(VersionFields.version.spec.jsonName)
        writer.int(version)
        for (field, value) in [
            (VersionFields.replacedAt.spec, replacedAt), (VersionFields.replacedBy.spec, replacedBy),
        ] {
            guard let value else { continue }
            writer.name(field.jsonName)
            writer.string(value)
        }
        writer.name(VersionFields.record)
        record(&writer)
        writer.endObject()
    }
}

/// The members of a version.
enum VersionFields {
    static let version = Field("version", .integer(1...Int64.max), "Which version it is; the first is 1.").required()
    static let replacedAt = Field("replaced_at", .instant, "When another took its place; absent for what holds now.")
    static let replacedBy = Field("replaced_by", .reference(.worker), "Who changed it then.")
    static let record = JSONName("record")

    /// The members of the versions of a kind of record.
    static func all<Record: Resource>(_ type: Record.Type) -> [FieldSpec] {
        let record = Shape<JSONValue>(kind: .object(Record.fields.withStandardFields, rule: nil))
        return [
            version.spec, replacedAt.spec, replacedBy.spec,
            Field("record", record, "The record as it was said.").required().spec,
        ]
    }
}
