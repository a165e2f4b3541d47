/// The ways of signing that are verified, by their names in RFC 7518 section 3.1.
enum SignatureAlgorithm: String, Sendable, CaseIterable {
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 section 8.2).
    case rs256 = "RS256"
    /// ECDSA on the curve P-256 with SHA-256 (FIPS 186-5).
    case es256 = "ES256"
}
