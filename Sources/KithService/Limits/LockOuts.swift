internal import HTTP
internal import Synchronization

/// Keeps those who guess tokens from guessing on, without a harm to those who share their address.
///
/// While an address is locked out, a token that was right from there before is looked at as ever, and every other token
/// is refused without a look: so it costs nothing, and its sender does not learn whether it is right.
final class LockOuts: Sendable {
    /// How many tokens are remembered with the address that they came from; of more, those that were not used for the
    /// longest time are forgotten.
    static let provenMin = 8192

    private struct State {
        var wrong = WrongTokens()
        var proven = BoundedTable<Void>(countMin: LockOuts.provenMin, value: ())
    }

    private let state = Mutex(State())
    /// When the last lock-out ends, in microseconds since 1970: while nobody is locked out, no request takes the lock.
    private let latestEnd = Atomic<Int64>(.min)

    /// Makes sure that a token from an address may be looked at.
    ///
    /// - Parameter hash: The token's hash, where it has the form of a token at all.
    /// - Throws: `TooManyWrongTokens`.
    func check(_ address: NetworkAddress, _ hash: [UInt8]?, at now: Instant) throws(TooManyWrongTokens) {
        let now = now.microseconds
        guard latestEnd.load(ordering: .acquiring) > now else { return }
        let key = Self.key(address)
        let end = state.withLock { $0.wrong.lockedOut(key, at: now) }
        guard let end else { return }
        if let hash {
            let proof = Self.proof(hash, address)
            if state.withLock({ $0.proven.find(proof, hash: proof.hashValue) != nil }) { return }
        }
        throw TooManyWrongTokens(until: end, now: now)
    }

    /// Remembers a token that was right.
    func remember(_ hash: [UInt8], from address: NetworkAddress, at now: Instant) {
        let proof = Self.proof(hash, address)
        state.withLock { state in state.proven.update(proof, hash: proof.hashValue) { $0.rank = now.microseconds } }
    }

    /// Counts a wrong token.
    ///
    /// - Parameter hash: Its hash, where it has the form of a token at all.
    /// - Throws: `TooManyWrongTokens` where the address is locked out.
    func count(_ hash: [UInt8]?, from address: NetworkAddress, at now: Instant) throws(TooManyWrongTokens) {
        let now = now.microseconds
        let end = state.withLock { state in
            if let hash {
                let proof = Self.proof(hash, address)
                state.proven.remove(proof, hash: proof.hashValue)
            }
            return state.wrong.count(Self.key(address), at: now)
        }
        guard let end else { return }
        latestEnd.max(end, ordering: .releasing)
        throw TooManyWrongTokens(until: end, now: now)
    }

    private static func key(_ address: NetworkAddress) -> WrongTokens.Key {
        WrongTokens.Key(high: address.high, low: address.low)
    }

    /// Half of the token's hash, for this address: one that is made up to look like it is looked up, and found wrong.
    private static func proof(_ hash: [UInt8], _ address: NetworkAddress) -> BoundedTable<Void>.Key {
        let (high, low) = hash.withUnsafeBytes { bytes -> (UInt64, UInt64) in
            guard bytes.count >= 16 else { return (0, 0) }
            return (bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }
        return BoundedTable<Void>.Key(high: high ^ address.high, low: low ^ address.low)
    }
}

/// The address sent more wrong tokens than one may.
struct TooManyWrongTokens: Error {
    /// When to come again, in seconds.
    let seconds: Int

    init(until: Int64, now: Int64) {
        seconds = Int((until - now + 999_999) / 1_000_000)
    }
}
