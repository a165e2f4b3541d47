internal import JSON
internal import SQLite

/// What goes with a person or a case, and what refers to it and stays: found out from the declarations of all kinds.
struct ErasureReach {
    /// A reference of what stays to what goes.
    struct Reference {
        let target: RecordName
        let link: Link
        let id: ID
    }

    /// What goes, each behind what it belongs to.
    private(set) var going: [RecordName] = []
    /// The references that are to be taken out.
    private(set) var references: [Reference] = []
    private var found: Set<RecordName> = []
    private let db: Connection

    /// Finds out what goes with a record.
    ///
    /// - Throws: `SQLiteError`.
    init(of start: RecordName, _ db: Connection) throws {
        self.db = db
        add(start)
        var next = 0
        while next < going.count {
            try follow(going[next])
            next += 1
        }
        try addEmptied(.barrierLink, Self.findUnshared, Self.countLinks, .barrier)
        try addEmptied(.householdMember, Self.findHousehold, Self.countMembers, .household)
        references.removeAll { found.contains($0.target) }
    }

    /// How many records of each kind go; but not whether a household did, which would tell who else lives there.
    var counts: [(kind: ResourceKind, count: Int)] {
        Dictionary(grouping: going.filter { $0.kind != .household }, by: \.kind).map { ($0, $1.count) }
            .sorted { $0.kind.rawValue < $1.kind.rawValue }
    }

    private mutating func add(_ target: RecordName) {
        if found.insert(target).inserted { going.append(target) }
    }

    private mutating func follow(_ owner: RecordName) throws {
        for link in Self.links(to: owner.kind) {
            var targets: [RecordName] = []
            try db.query(link.find, owner.id) { row in
                if let id = ID(row.text(0)) { targets.append(RecordName(link.kind, id)) }
            }
            for target in targets {
                if try link.isOwned || (link.spec.goesWhenEmpty && isEmpty(link, target, without: owner.id)) {
                    add(target)
                } else {
                    references.append(Reference(target: target, link: link, id: owner.id))
                }
            }
        }
    }

    /// What nobody could read any more goes with the last record that says whose it is: what stood in the way with its
    /// links to cases, unless it was shared, and a household with its members.
    private mutating func addEmptied(_ part: ResourceKind, _ find: SQL, _ count: SQL, _ whole: ResourceKind) throws {
        let parts = Set(going.filter { $0.kind == part }.map(\.id))
        var left: [ID: Int] = [:]
        for part in parts {
            guard let id = try db.one(find, part, row: { ID($0.text(0)) }) ?? nil else { continue }
            if left[id] == nil { left[id] = Int(try db.one(count, id) { $0.int(0) } ?? 0) }
            left[id, default: 0] -= 1
        }
        for id in left.filter({ $0.value == 0 }).map(\.key).sorted(by: { $0.canonical < $1.canonical }) {
            add(RecordName(whole, id))
        }
    }

    private static let findUnshared: SQL = """
        SELECT barriers.id FROM barrier_links JOIN barriers ON barriers.id = barrier_links.barrier
        WHERE barrier_links.id = $1 AND barriers.shared = 0
        """
    private static let countLinks: SQL = "SELECT COUNT(*) FROM barrier_links WHERE barrier = $1"
    private static let findHousehold: SQL = "SELECT household FROM household_members WHERE id = $1"
    private static let countMembers: SQL = "SELECT COUNT(*) FROM household_members WHERE household = $1"

    private func isEmpty(_ link: Link, _ target: RecordName, without id: ID) throws -> Bool {
        let text = try db.one(link.read, target.id) { Array($0.text(0)) }
        guard let text, let value = try? JSON.read(text, limits: RecordLimits.stored) else { return false }
        return link.spec.kind.without(id, in: value) == nil
    }
}

extension ErasureReach {
    /// A member by which records of a kind refer to those of another.
    struct Link: Sendable {
        let kind: ResourceKind
        let spec: FieldSpec
        let isOwned: Bool
        /// The ids of the records that refer to `$1`.
        let find: SQL
        /// What a record `$1` has in the member.
        let read: SQL

        fileprivate init(_ kind: ResourceKind, _ spec: FieldSpec, isOwned: Bool) {
            self.kind = kind
            self.spec = spec
            self.isOwned = isOwned
            find = SQL(fixed: "SELECT id FROM \(kind.table) WHERE \(spec.refersCondition)")
            read = SQL(fixed: "SELECT \(spec.columns[0]) FROM \(kind.table) WHERE id = $1")
        }
    }

    /// The members that refer to records of a kind.
    static func links(to target: ResourceKind) -> [Link] { all[target] ?? [] }

    /// The kinds whose ids stand in what belongs to them: with these, every reply that holds an erased record is found.
    static let owners = Set(StoredKind.all.flatMap { $0.fields.compactMap(\.owner) })

    private static let all = Dictionary(
        uniqueKeysWithValues: ResourceKind.allCases.map { target in
            let links = StoredKind.all.flatMap { stored in
                stored.fields.filter { $0.owner == target || $0.kind.refers(to: target) }
                    .map { Link(stored.kind, $0, isOwned: $0.owner == target) }
            }
            return (target, links)
        })
}
