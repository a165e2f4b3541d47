internal import Synchronization

/// A statement of the source code: prepared once a connection and found again by its slot, without looking at its text.
///
/// Declare it `static let`. Equal texts share one slot, so a literal within a function costs a look-up a call and
/// nothing more. Past `slotsMax` different texts, further ones work as dynamic text does.
///
///     static let find: SQL = "SELECT id, name FROM parties WHERE id = $1"
///
/// Parameters are `$1 … $n`, as PostgreSQL has them: the number says which argument, wherever it stands.
public struct SQL: Sendable, Hashable, ExpressibleByStringLiteral {
    /// How many different statements have a slot: more than a program has.
    @usableFromInline static let slotsMax = 2048

    private static let slots = Mutex<[String: Int]>([:])

    /// The statement.
    public let text: String
    /// The place of the prepared statement in each connection; `slotsMax` where there is none.
    @usableFromInline let slot: Int

    /// A statement as a literal.
    public init(stringLiteral text: String) {
        self.init(fixed: text)
    }

    /// A statement put together from parts of the source code, such as a list of columns shared by several.
    ///
    /// Never for text that depends on a request: such text goes to `queryText` and `runText`.
    public init(fixed text: String) {
        self.text = text
        slot = Self.slots.withLock { slots in
            if let known = slots[text] { return known }
            guard slots.count < Self.slotsMax else { return Self.slotsMax }
            let next = slots.count
            slots[text] = next
            return next
        }
    }

    /// A statement without a slot, kept by its text among the dynamic ones.
    init(dynamic text: String) {
        self.text = text
        slot = Self.slotsMax
    }
}
