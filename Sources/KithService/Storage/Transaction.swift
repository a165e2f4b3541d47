internal import SQLite

/// What a store needs to change the record: the database inside of the writer's transaction, the time, and new ids.
struct WriteTransaction {
    let db: Connection
    let now: Instant
    let ids: any IDSource
}
