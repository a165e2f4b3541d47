/// What became of one record of a feed.
public struct ImportEntry: Sendable, Hashable {
    /// What was done with a record.
    public enum Outcome: String, Sendable, CaseIterable {
        /// It was not here before.
        case added
        /// It was here, and the source says something else now.
        case changed
        /// It was here, and the source says the same as before: nothing was written.
        case unchanged
        /// It was not taken, and what is here stays as it is.
        case refused
    }

    /// Where the record stands in the input.
    public struct Place: Sendable, Hashable {
        /// Counted from 1; 0 where the fault stands between records.
        public let number: Int
        /// How many bytes of the input stand before it.
        public let offset: Int
        /// The line, counted from 1.
        public let line: Int
    }

    /// Where the record stands in the input.
    public let place: Place
    /// The id that it has here, or the source's own text of it where none could be made; nil where it has none.
    public let id: String?
    /// Its name, as far as it could be read.
    public let name: String?
    /// What was done with it.
    public let outcome: Outcome
    /// What had to be changed in it.
    public let mendings: [Mending]
    /// Why it was refused; nil where it was not.
    public let reason: String?

    /// Whether somebody should look at it: it was refused, or something in it was mended that is no routine.
    public var needsAttention: Bool {
        switch outcome {
        case .refused: true
        case .unchanged: false
        case .added, .changed: mendings.contains { !$0.isRoutine }
        }
    }
}
