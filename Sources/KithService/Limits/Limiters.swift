internal import HTTP
internal import Synchronization

/// The limits on how often somebody may ask, and be wrong about their token.
final class Limiters: Sendable {
    /// How many addresses and how many workers are remembered at least.
    private static let callersMin = 16_384

    /// The proxies whose word is taken on where requests come from.
    let trustedProxies: TrustedProxies
    private let ofAddress: RateLimit
    private let ofPrincipal: RateLimit
    private let lockOuts = LockOuts()
    private let tooManyCount = Atomic(0)
    private let wrongCount = Atomic(0)
    private let lockedOutCount = Atomic(0)

    /// The limits of an installation.
    init(_ settings: ServiceSettings) {
        trustedProxies = settings.trustedProxies
        ofAddress = RateLimit(perSecond: settings.requestsPerSecondOfAddress, callersMin: Self.callersMin)
        ofPrincipal = RateLimit(perSecond: settings.requestsPerSecondOfPrincipal, callersMin: Self.callersMin)
    }

    /// Counts a request with a token, before the token is looked at.
    ///
    /// - Parameter hash: The token's hash, where it has the form of a token at all.
    /// - Throws: `TooManyRequests`, `TooManyWrongTokens`.
    func admit(_ hash: [UInt8]?, from address: NetworkAddress, at now: Instant) throws {
        do {
            try ofAddress.spend(address.high, address.low, at: now)
            try lockOuts.check(address, hash, at: now)
        } catch let error as TooManyWrongTokens {
            lockedOutCount.add(1, ordering: .relaxed)
            throw error
        } catch {
            tooManyCount.add(1, ordering: .relaxed)
            throw error
        }
    }

    /// Counts a request of a worker, whoever's token it has.
    ///
    /// - Parameter more: How many more a request is worth that was just counted; nil for a request itself.
    /// - Throws: `TooManyRequests`.
    func admit(_ worker: ID, more: Int? = nil, at now: Instant) throws(TooManyRequests) {
        do {
            try ofPrincipal.spend(worker.high, worker.low, more: more, at: now)
        } catch {
            tooManyCount.add(1, ordering: .relaxed)
            throw error
        }
    }

    /// Remembers a token that was right, so that nobody who shares its address gets it locked out.
    func remember(_ hash: [UInt8], from address: NetworkAddress, at now: Instant) {
        lockOuts.remember(hash, from: address, at: now)
    }

    /// Counts a token that was wrong.
    ///
    /// - Throws: `TooManyWrongTokens` where that was one too many.
    func refuse(_ hash: [UInt8]?, from address: NetworkAddress, at now: Instant) throws(TooManyWrongTokens) {
        wrongCount.add(1, ordering: .relaxed)
        try lockOuts.count(hash, from: address, at: now)
    }

    /// What was refused, without a word of whom.
    var samples: [Metrics.Sample] {
        [
            .init(
                "kith_wrong_tokens_total", "Tokens that were looked at and wrong.", .counter,
                wrongCount.load(ordering: .relaxed)),
            .init(
                "kith_requests_locked_out_total", "Requests refused for wrong tokens from their address.", .counter,
                lockedOutCount.load(ordering: .relaxed)),
            .init(
                "kith_requests_too_many_total", "Requests refused for being more than one caller may make.", .counter,
                tooManyCount.load(ordering: .relaxed)),
        ]
    }
}
