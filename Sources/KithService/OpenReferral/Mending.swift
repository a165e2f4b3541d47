/// Something that was changed in a record from outside so that it could be taken.
public struct Mending: Sendable, Hashable {
    /// What was done, in plain words.
    public let words: String
    /// Whether it is so usual, and loses so little, that nobody need look at it.
    public let isRoutine: Bool

    /// Makes a note of what was done.
    init(_ words: String, isRoutine: Bool = false) {
        self.words = words
        self.isRoutine = isRoutine
    }
}
