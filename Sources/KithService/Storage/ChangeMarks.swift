internal import SQLite
internal import Synchronization

/// As of which change each case was last another: read from the feed of changes, which triggers write with whatever
/// they tell of, so that it is as exact for other processes and statements as for those of the service.
///
/// Cases share marks, so that memory is bounded: what is told is never older than it is, at most newer.
final class ChangeMarks: Sendable {
    /// How many marks there are; a power of 2.
    static let markCount = 1 << 16
    /// How many changes are followed one by one; behind more, all cases are taken to have changed.
    static let followedMax: Int64 = 4096

    private struct State {
        /// Up to which change the feed was followed; nil before the first time.
        var followed: Int64?
        /// The last change that may have been one of any case.
        var floor: Int64 = 0
        var marks = [Int64](repeating: 0, count: ChangeMarks.markCount)
    }

    private let state = Mutex(State())

    /// Reads the changes up to the one that a snapshot ends with.
    ///
    /// No lock is held meanwhile: where two read the same changes, both say the same.
    ///
    /// - Throws: `SQLiteError`.
    func follow(upTo change: Int64, _ db: Connection) throws {
        let followed = state.withLock { $0.followed }
        if let followed, followed >= change { return }
        guard let followed, change - followed <= Self.followedMax else {
            return state.withLock { state in
                state.floor = max(state.floor, change)
                state.followed = max(state.followed ?? change, change)
            }
        }
        var last: (marks: [(place: Int, change: Int64)], floor: Int64) = ([], 0)
        try db.query(Self.find, followed, change) { row in
            let effect = ResourceKind(rawValue: row.string(1))?.effectOnCases ?? .any
            if effect == .none { return }
            if let id = try Self.supportCase(effect, ID(row.text(2)), db) {
                last.marks.append((Self.place(id), row.int(0)))
            } else {
                last.floor = row.int(0)
            }
        }
        state.withLock { state in
            for (place, change) in last.marks { state.marks[place] = max(state.marks[place], change) }
            state.floor = max(state.floor, last.floor)
            state.followed = max(state.followed ?? change, change)
        }
    }

    /// Whether a case is the same in the snapshots that end with two changes, both of which were followed.
    func isSame(_ id: ID, _ one: Int64, _ other: Int64) -> Bool {
        let earlier = min(one, other)
        return state.withLock { $0.floor <= earlier && $0.marks[Self.place(id)] <= earlier }
    }

    /// The one case that is another; nil where any may be.
    private static func supportCase(_ effect: EffectOnCases, _ id: ID?, _ db: Connection) throws -> ID? {
        guard let id else { return nil }
        return switch effect {
        case .none, .any: nil
        case .itself: id
        case .itsCase: try db.one(findCase, id) { ID($0.text(0)) } ?? nil
        }
    }

    private static func place(_ id: ID) -> Int {
        // The end of an id is random.
        Int(truncatingIfNeeded: id.low) & (markCount - 1)
    }

    private static let find: SQL = "SELECT seq, kind, id FROM changes WHERE seq > $1 AND seq <= $2"
    private static let findCase: SQL = #"SELECT "case" FROM contacts WHERE id = $1"#
}

/// Which case is another after a change of some record, as `GET /v1/cases/{id}` shows it to who leads it.
enum EffectOnCases {
    case none
    /// The case is that record.
    case itself
    /// The case to which the record belongs.
    case itsCase
    /// Any case may be.
    case any
}

extension ResourceKind {
    /// Which case is another after a change of a record of this kind.
    var effectOnCases: EffectOnCases {
        switch self {
        case .supportCase: .itself
        case .contact: .itsCase
        // Who is parted from whom, and who is whom, says which contacts are shown; what is erased was anywhere.
        case .personBarrier, .merge, .erasure: .any
        case .person, .worker, .agency, .team, .token, .relationship, .account, .move, .lead, .note, .asset,
            .confirmation, .cover, .notice, .audit, .step, .pull, .decision, .barrier, .handover, .serviceUse,
            .barrierLink, .teamMember, .rightsRequest, .consent, .shareDecision, .legalHold, .household,
            .householdMember:
            .none
        }
    }
}
