internal import SQLite

/// By what the rows of one block are found: made of the rows alone, so that it can be made again and compared.
///
/// A row is filed under the few records that it names, or under its set; the set under each of its records, once a
/// block, by the first row that is about it. So a list that is opened again and again costs a number each time.
struct AuditFiling {
    /// How many rows a block has: so many are searched one by one at most, and filed together at most.
    static let rowCount: Int64 = 1024

    /// What is filed under one record or set.
    struct Line {
        let what: String
        /// The rows that name it, in order.
        let seqs: [Int64]
        /// The first rows about the sets that it is in, in order.
        let sets: [Int64]

        /// The column that holds numbers of rows.
        static func text(_ seqs: [Int64]) -> String {
            guard let first = seqs.first else { return "[]" }
            var text = "[\(first)"
            for seq in seqs.dropFirst() { text += ",\(seq)" }
            return text + "]"
        }
    }

    /// The block of a row.
    static func block(of seq: Int64) -> Int64 { (seq - 1) / rowCount }

    private struct Mention {
        let id: ID
        let seq: Int64
        let isInSet: Bool
    }

    private var mentions: [Mention] = []
    private var sets: [String: [Int64]] = [:]

    /// Adds the next row.
    ///
    /// - Parameter members: The records of a set that is new in this block.
    mutating func add(_ seq: Int64, _ about: AuditAbout, members: (String) throws -> [ID]) rethrows {
        switch about {
        case .nothing: break
        case .records(let ids):
            for id in ids { mentions.append(Mention(id: id, seq: seq, isInSet: false)) }
        case .set(let name):
            if sets[name] == nil {
                for id in try members(name) { mentions.append(Mention(id: id, seq: seq, isInSet: true)) }
            }
            sets[name, default: []].append(seq)
        }
    }

    /// Gives each line: first the records in order, then the sets.
    mutating func lines(_ body: (Line) throws -> Void) rethrows {
        mentions.sort { $0.id == $1.id ? $0.seq < $1.seq : $0.id < $1.id }
        var start = 0
        while start < mentions.count {
            let id = mentions[start].id
            var (seqs, firsts): ([Int64], [Int64]) = ([], [])
            while start < mentions.count, mentions[start].id == id {
                if mentions[start].isInSet {
                    firsts.append(mentions[start].seq)
                } else {
                    seqs.append(mentions[start].seq)
                }
                start += 1
            }
            try body(Line(what: id.canonical, seqs: seqs, sets: firsts))
        }
        for (name, seqs) in sets.sorted(by: { $0.key < $1.key }) { try body(Line(what: name, seqs: seqs, sets: [])) }
    }
}

extension AuditFiling {
    /// Files a block, whose rows are all there.
    ///
    /// - Throws: `SQLiteError`.
    static func file(block: Int64, _ db: Connection) throws {
        var filing = AuditFiling()
        try db.query(rows, block * rowCount, (block + 1) * rowCount) { row in
            // What somebody has changed is for the walk to find: it must not stop the service.
            guard let about = AuditAbout(row.isNull(1) ? nil : row.text(1)) else { return }
            try filing.add(row.int(0), about) { name in
                try db.one(AuditFiling.members, block, name) { AuditSubjects.ids($0.text(0)) ?? [] } ?? []
            }
        }
        try filing.lines { line in
            try db.run(insert, block, line.what, Line.text(line.seqs), Line.text(line.sets))
        }
    }

    /// The records of a set, or nil where it is not what it was named by.
    ///
    /// - Throws: `SQLiteError`.
    static func members(ofSet name: String, block: Int64, _ db: Connection) throws -> [ID]? {
        let ids = try db.one(members, block, name) { row -> [ID]? in
            let text = row.text(0)
            return AuditSubjects.name(Array(text)) == name ? AuditSubjects.ids(text) : nil
        }
        return ids ?? nil
    }

    private static let rows: SQL = "SELECT seq, subjects FROM audit WHERE seq > $1 AND seq <= $2 ORDER BY seq"
    private static let members: SQL = "SELECT subjects FROM audit_sets WHERE block = $1 AND hash = $2"
    private static let insert: SQL = "INSERT INTO audit_filed (block, what, seqs, sets) VALUES ($1, $2, $3, $4)"
}
