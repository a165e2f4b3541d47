/// One change of the schema: forward only, applied once, never edited afterwards.
public struct Migration: Sendable, Hashable {
    /// Its name, such as `0001_parties`: what the database remembers it by.
    public let name: String
    /// Its statements, without `BEGIN` and `COMMIT`.
    public let sql: String
    /// The SHA-256 of `sql` as 64 hexadecimal digits.
    public let sha256: String

    /// Makes a migration of a name and statements.
    public init(name: String, sql: String) {
        self.name = name
        self.sql = sql
        sha256 = Digest.sha256(Array(sql.utf8))
    }
}
