/// The version of this software, as CHANGELOG.md has it.
public enum KithVersion {
    /// Semantic version.
    public static let text = "0.1.0"
}
