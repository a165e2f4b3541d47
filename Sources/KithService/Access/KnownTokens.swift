internal import HTTP

/// The tokens that one worker has looked up, as long as nothing at all has been committed since.
///
/// Exact: the reader tells of every commit, of any process, by its generation, and what was known is then forgotten.
struct KnownTokens {
    /// How many tokens are remembered at most; then all are forgotten.
    static let countMax = 1024

    /// A token that counts until it expires.
    struct Known {
        let access: Access
        /// When it expires, as it is stored.
        let expiresAt: String
        /// When its last use was written down, as it is stored; empty where never.
        let lastUsedAt: String
        /// From where it was last known to be right.
        var seenFrom: NetworkAddress?
    }

    private var generation: UInt64 = 0
    private var tokens: [[UInt8]: Known] = [:]

    /// The token of that hash, if it was looked up in this generation.
    mutating func find(_ hash: [UInt8], in generation: UInt64) -> Known? {
        if generation != self.generation {
            self.generation = generation
            tokens.removeAll(keepingCapacity: true)
        }
        return tokens[hash]
    }

    /// Remembers a token for the generation of the last `find`.
    mutating func keep(_ hash: [UInt8], _ known: Known) {
        if tokens.count >= Self.countMax { tokens.removeAll(keepingCapacity: true) }
        tokens[hash] = known
    }
}
