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
    private var subjectCount: Int64 = 0
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
        guard row.blob(Self.hashColumn).elementsEqual(hash), let subjects = AuditSubjects.ids(row.text(10)) else {
            fault = AuditFault(seq, .changed)
            return
        }
        last = AuditAnchor(seq: seq, hash: hash)
        if let anchor, anchor.seq == seq, anchor.hash != hash {
            fault = AuditFault(seq, .rewritten)
            return
        }
        let block = AuditStore.block(subjectCount)
        for subject in subjects {
            guard try db.exists(Self.isFiled, block, subject, seq) else {
                fault = AuditFault(seq, .misfiled)
                return
            }
        }
        subjectCount += Int64(subjects.count)
    }

    /// The hash that a row's content would have at a place behind the last right row.
    private mutating func hash(_ row: borrowing Row, as seq: Int64) -> [UInt8] {
        bytes.begin(after: last.hash)
        bytes.add(seq)
        for column in 1..<11 {
            if row.isNull(column) { bytes.addNull() } else { bytes.add(row.text(column)) }
        }
        bytes.add(row.int(11))
        bytes.add(row.int(12))
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
        // Every subject of every row was found: more of them than that were put there by somebody else.
        let filed = try db.one(Self.filedCount, last.seq) { $0.int(0) } ?? 0
        guard filed > subjectCount else { return }
        fault = AuditFault(try db.one(Self.firstMisfiled, last.seq) { $0.int(0) } ?? 0, .misfiled)
    }

    private static let hashColumn = 13
    private static let piece: SQL = """
        SELECT seq, at, request, token, worker, on_behalf_of, purpose, reason, method, route, subjects, outcome, filed,
            hash
        FROM audit WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT $3
        """
    private static let isFiled: SQL = "SELECT 1 FROM audit_subjects WHERE block = $1 AND subject = $2 AND seq = $3"
    private static let filedCount: SQL = "SELECT COUNT(*) FROM audit_subjects WHERE seq <= $1"
    private static let firstMisfiled: SQL = """
        SELECT MIN(audit_subjects.seq) FROM audit_subjects LEFT JOIN audit ON audit.seq = audit_subjects.seq
        WHERE audit_subjects.seq <= $1 AND (audit.seq IS NULL OR instr(audit.subjects, subject) = 0
            OR block <> (filed - json_array_length(subjects)) >> 14)
        """
}
