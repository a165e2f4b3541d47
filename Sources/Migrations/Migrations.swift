/// The schema changes that this binary carries, in the order in which they apply.
public enum Migrations {
    /// How many there are.
    public static var count: Int { EmbeddedFiles.all.count }
}
