internal import SQLite

/// What a store needs to read: who asks, and the database within one read transaction.
struct ReadTransaction {
    let db: Connection
    let access: Access
    /// The time as it is stored, to the second: access begins and ends.
    let nowText: String
    /// What was written out before, for reads of a committed state; nil within a write, which may yet be undone.
    var renderings: WorkerRenderings?
    /// Whether it was decided already that the caller may read what is asked for, by what it belongs to.
    private(set) var isDecided = false

    /// Reads for a caller.
    init(db: Connection, access: Access, nowText: String, renderings: WorkerRenderings? = nil) {
        self.db = db
        self.access = access
        self.nowText = nowText
        self.renderings = renderings
    }

    /// The day, as the service counts days: in UTC.
    var today: LocalDate {
        (try? LocalDate(utf8: nowText.utf8.prefix(10))) ?? .first
    }

    /// The same, for what belongs to something that the caller was just found to read, or has just written.
    var decided: ReadTransaction {
        var copy = self
        copy.isDecided = true
        return copy
    }
}

/// What a store needs to change the record: the database inside of the writer's transaction, the time, and new ids.
struct WriteTransaction {
    let db: Connection
    let now: Instant
    let ids: any IDSource
    /// The time as it is stored, to the second.
    let nowText: String
    /// What is left to be done behind the answer.
    let afterwards: Afterwards

    /// Makes what a work is given.
    init(db: Connection, now: Instant, ids: any IDSource, afterwards: Afterwards = Afterwards()) {
        self.db = db
        self.now = now
        self.ids = ids
        self.afterwards = afterwards
        nowText = now.wholeSecond.canonical
    }

    /// Reads what was just written, for the one who wrote it.
    func reading(by access: Access) -> ReadTransaction {
        ReadTransaction(db: db, access: access, nowText: nowText)
    }
}
