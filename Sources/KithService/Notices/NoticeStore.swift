internal import SQLite

extension Notice {
    /// Notices in the database.
    static let table = Table<Notice>()
}

/// Notices in the database.
enum NoticeStore {
    /// Tells a worker that somebody asked to see a case, or a note in it, and was let in.
    static func tell(
        _ worker: ID, of supportCase: ID, note: ID? = nil, _ asking: Asking, until: Instant, by access: Access,
        _ transaction: WriteTransaction
    ) throws {
        var draft = Draft<Notice>()
        draft[Notice.worker] = worker
        draft[Notice.about] = Notice.accessAsked
        draft[Notice.supportCase] = supportCase
        draft[Notice.note] = note
        draft[Notice.askedBy] = access.worker
        draft[Notice.purpose] = asking.purpose.rawValue
        draft[Notice.reason] = asking.reason
        draft[Notice.until] = until
        try Notice.table.insert(draft, by: access, transaction)
    }

    /// Tells a worker that somebody may have met a person whom a case is for.
    static func tellOfMeeting(
        _ worker: ID, of supportCase: ID, by access: Access, _ transaction: WriteTransaction
    ) throws {
        var draft = Draft<Notice>()
        draft[Notice.worker] = worker
        draft[Notice.about] = Notice.mayHaveMet
        draft[Notice.supportCase] = supportCase
        draft[Notice.askedBy] = access.worker
        try Notice.table.insert(draft, by: access, transaction)
    }
    /// Tells a worker that two records of one of a case's people were made one, or two again.
    static func tell(
        _ worker: ID, _ what: String, _ merge: ID, of supportCase: ID, by access: Access,
        _ transaction: WriteTransaction
    ) throws {
        var draft = Draft<Notice>()
        draft[Notice.worker] = worker
        draft[Notice.about] = what
        draft[Notice.supportCase] = supportCase
        draft[Notice.askedBy] = access.worker
        draft[Notice.merge] = merge
        try Notice.table.insert(draft, by: access, transaction)
    }
}
