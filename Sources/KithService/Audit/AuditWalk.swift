internal import SQLite

/// A walk over the whole trail that finds the first row that is not as it was written.
///
/// It reads in pieces, each in a transaction of its own, so it needs constant memory and never keeps the write-ahead
/// log from being emptied. Rows that are added meanwhile are left to the next walk.
struct AuditWalk {
    /// How many rows one piece has at most.
    static let pieceCountMax = 4096

    private let db: Connection
    private let anchor: AuditAnchor?
    private var bytes = AuditBytes()
    /// The last row that was found to be right.
    private var last = AuditAnchor.start
    /// The rows of the block that was begun.
    private var filing = AuditFiling()
    private var fault: AuditFault?

    private init(_ db: Connection, _ anchor: AuditAnchor?) {
        self.db = db
        self.anchor = anchor
    }

    /// Walks the trail.
    ///
    /// - Parameter anchor: What the trail was at an earlier time: with it rows that were cut off at the end are missed,
    ///   and a trail that was written anew as a whole is found.
    /// - Throws: `SQLiteError`.
    static func verify(_ db: Connection, against anchor: AuditAnchor?) throws -> AuditReport {
        var walk = AuditWalk(db, anchor)
        let head = try AuditStore.head(db)
        if let anchor, anchor.seq == 0, anchor != .start { walk.fault = AuditFault(0, .rewritten) }
        while walk.fault == nil, walk.last.seq < head.seq { try walk.walkPiece(to: head.seq) }
        if walk.fault == nil { try walk.checkEnd(head) }
        return AuditReport(rows: walk.last.seq, head: head, fault: walk.fault)
    }

    private mutating func walkPiece(to end: Int64) throws {
        try db.query(Self.piece, last.seq, end, Self.pieceCountMax) { row in
            if fault == nil { try check(row) }
        }
        // What was changed or taken away may stand further on.
        guard let found = fault, found.kind == .changed || found.kind == .missing else { return }
        if let place = try place(of: found.seq, to: end) {
            fault = AuditFault(found.seq, .outOfOrder, foundAt: place)
        }
    }

    private mutating func check(_ row: borrowing Row) throws {
        let seq = last.seq + 1
        guard row.int(0) == seq else {
            fault = AuditFault(seq, .missing)
            return
        }
        let hash = hash(row, as: seq)
        guard row.blob(Self.hashColumn).elementsEqual(hash),
            let about = AuditAbout(row.isNull(10) ? nil : row.text(10))
        else {
            fault = AuditFault(seq, .changed)
            return
        }
        last = AuditAnchor(seq: seq, hash: hash)
        if let anchor, anchor.seq == seq, anchor.hash != hash {
            fault = AuditFault(seq, .rewritten)
            return
        }
        try filing.add(seq, about) { name in
            let members = try AuditFiling.members(ofSet: name, block: AuditFiling.block(of: seq), db)
            if members == nil { fault = AuditFault(seq, .misfiled) }
            return members ?? []
        }
        if fault == nil, seq.isMultiple(of: AuditFiling.rowCount) { try checkFiling() }
    }

    /// Compares what a block's rows are filed under with the rows.
    private mutating func checkFiling() throws {
        let block = AuditFiling.block(of: last.seq)
        var wrong: [Int64] = []
        var whats: Set<String> = []
        try filing.lines { line in
            whats.insert(line.what)
            var stored = ""
            let filed = try db.one(Self.filed, block, line.what) { row in
                stored = "\(row.string(0)) \(row.string(1))"
                return stored == "\(AuditFiling.Line.text(line.seqs)) \(AuditFiling.Line.text(line.sets))"
            }
            if filed != true { wrong.append(Self.firstDifference(Set(line.seqs + line.sets), stored)) }
        }
        filing = AuditFiling()
        if try db.one(Self.filedCount, block, row: { $0.int(0) }) != Int64(whats.count) {
            // Whatever is filed under something else belongs to no row; it is named by the rows that it says.
            try db.query(Self.filedWhats, block) { row in
                guard !whats.contains(row.string(0)) else { return }
                wrong.append(Self.firstDifference([], "\(row.string(1)) \(row.string(2))"))
            }
        }
        guard let first = wrong.min() else { return }
        let bounds = (block * AuditFiling.rowCount + 1)...last.seq
        fault = AuditFault(min(max(first, bounds.lowerBound), bounds.upperBound), .misfiled)
    }

    /// The first row that stands in one of the two alone; the first of all where both have the same.
    private static func firstDifference(_ rows: Set<Int64>, _ stored: String) -> Int64 {
        let found = Set(stored.split { !$0.isNumber }.compactMap { Int64($0) })
        return rows.symmetricDifference(found).min() ?? rows.min() ?? 0
    }

    /// The hash that a row's content would have at a place behind the last right row.
    private mutating func hash(_ row: borrowing Row, as seq: Int64) -> [UInt8] {
        bytes.begin(after: last.hash)
        bytes.add(seq)
        for column in 1..<11 {
            if row.isNull(column) { bytes.addNull() } else { bytes.add(row.text(column)) }
        }
        bytes.add(row.int(11))
        return bytes.hash
    }

    /// Where the row that was written behind the last right one stands now.
    private mutating func place(of seq: Int64, to end: Int64) throws -> Int64? {
        var place: Int64?
        var seen = last.seq
        var isAtEnd = false
        while place == nil, !isAtEnd {
            var count = 0
            try db.query(Self.piece, seen, end, Self.pieceCountMax) { row in
                (count, seen) = (count + 1, row.int(0))
                if place == nil, row.blob(Self.hashColumn).elementsEqual(hash(row, as: seq)) { place = seen }
            }
            isAtEnd = count < Self.pieceCountMax
        }
        return place
    }

    private mutating func checkEnd(_ head: AuditAnchor) throws {
        if let anchor, anchor.seq > last.seq {
            fault = AuditFault(last.seq + 1, .truncated)
            return
        }
        // What is filed of rows that are not there says that they were.
        if let end = try db.one(Self.filedPastTheEnd, row: { $0.int(0) }) { fault = AuditFault(end + 1, .missing) }
    }

    private static let hashColumn = 12
    private static let piece: SQL = """
        SELECT seq, at, request, token, worker, on_behalf_of, purpose, reason, method, route, subjects, outcome, hash
        FROM audit WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT $3
        """
    private static let filed: SQL = "SELECT seqs, sets FROM audit_filed WHERE block = $1 AND what = $2"
    private static let filedCount: SQL = "SELECT COUNT(*) FROM audit_filed WHERE block = $1"
    private static let filedWhats: SQL = "SELECT what, seqs, sets FROM audit_filed WHERE block = $1"
    private static let filedPastTheEnd = SQL(
        fixed: """
            SELECT seq FROM (SELECT coalesce(max(seq), 0) AS seq FROM audit)
            WHERE EXISTS (SELECT 1 FROM audit_filed WHERE block >= seq / \(AuditFiling.rowCount))
            """)
}
