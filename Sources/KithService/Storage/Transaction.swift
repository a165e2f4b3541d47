internal import SQLite

/// What a store needs to read: who asks, and the database within one read transaction.
struct ReadTransaction {
    let db: Connection
    let access: Access
    /// What was written out before, for reads of a committed state; nil within a write, which may yet be undone.
    var renderings: Renderings?
}

/// What a store needs to change the record: the database inside of the writer's transaction, the time, and new ids.
struct WriteTransaction {
    let db: Connection
    let now: Instant
    let ids: any IDSource
    /// The time as it is stored, to the second.
    let nowText: String

    /// Makes what a work is given.
    init(db: Connection, now: Instant, ids: any IDSource) {
        self.db = db
        self.now = now
        self.ids = ids
        nowText = now.wholeSecond.canonical
    }

    /// Reads what was just written, for the one who wrote it.
    func reading(by access: Access) -> ReadTransaction {
        ReadTransaction(db: db, access: access)
    }
}
