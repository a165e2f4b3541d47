public import SQLite

/// The schema changes that this binary carries, in the order in which they apply.
public enum Migrations {
    /// Every migration: one a file of `migrations/`, by file name without `.sql`.
    public static let all: [Migration] = EmbeddedFiles.all.map { file in
        Migration(name: String(file.path.dropLast(".sql".count)), sql: file.text)
    }

    /// How many there are.
    public static var count: Int { all.count }
}
