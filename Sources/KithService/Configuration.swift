/// What the files under `config/` say, as the build put them into the binary.
enum Configuration {
    /// The text of one file, or nil where there is none of that path.
    static func text(_ path: String) -> String? {
        EmbeddedFiles.all.first { $0.path == path }?.text
    }
}
