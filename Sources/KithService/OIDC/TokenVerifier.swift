internal import JSON

/// Verifies the bearer tokens of one identity provider: who signed them, for whom, and for when.
struct TokenVerifier: Sendable {
    /// How far the provider's clock and this one may be apart, in seconds.
    static let leewaySeconds = 30.0

    /// The times that a claim may give, in seconds since 1970: up to the end of the year 9999.
    private static let times = 0.0...253_402_300_799.0

    private let settings: OIDCSettings
    private let keys: JSONWebKeyFile
    private let clock: any Clock

    /// Verifies by these settings, with the keys of this file and the time of this clock.
    init(_ settings: OIDCSettings, keys: JSONWebKeyFile, clock: any Clock) {
        self.settings = settings
        self.keys = keys
        self.clock = clock
    }

    /// The text of the claim that names the worker, of a token that is right in every way.
    ///
    /// - Parameter token: The token in its compact form.
    /// - Throws: `TokenRefusal`, the first reason that is found; nothing of the claims is looked at before the
    ///   signature is verified.
    func worker(of token: [UInt8]) throws(TokenRefusal) -> String {
        let token = try JSONWebToken(token)
        let key = try keys.current().key(token.keyID, for: token.algorithm)
        guard key.verifies(token.signature, of: token.signedBytes) else { throw .wrongSignature }
        let claims = try token.claims()
        guard claims["iss"] == .string(settings.issuer) else { throw .otherIssuer }
        guard isMeant(claims["aud"]) else { throw .otherAudience }
        try checkTimes(claims)
        guard let worker = claims[settings.workerClaim]?.stringValue else { throw .noWorkerClaim }
        return worker
    }

    /// Whether the audience is this service alone, or this service among others (RFC 7519 section 4.1.3).
    private func isMeant(_ audience: JSONValue?) -> Bool {
        let name = JSONValue.string(settings.audience)
        guard let several = audience?.arrayValue else { return audience == name }
        return several.allSatisfy { $0.stringValue != nil } && several.contains(name)
    }

    private func checkTimes(_ claims: JSONObject) throws(TokenRefusal) {
        let now = Double(clock.now().milliseconds) / 1000
        guard let expiry = try time("exp", in: claims) else { throw .noExpiry }
        let (start, issue) = (try time("nbf", in: claims), try time("iat", in: claims))
        guard now < expiry + Self.leewaySeconds else { throw .expired }
        if let start, now < start - Self.leewaySeconds { throw .notYetValid }
        if let issue, now < issue - Self.leewaySeconds { throw .issuedInFuture }
    }

    /// A time in seconds since 1970, with a fraction or without (RFC 7519 section 2, NumericDate).
    private func time(_ name: String, in claims: JSONObject) throws(TokenRefusal) -> Double? {
        guard let value = claims[name] else { return nil }
        guard let seconds = value.doubleValue, Self.times.contains(seconds) else { throw .malformedTime }
        return seconds
    }
}
