/// Why a signed bearer token is not taken: for the log and for tests.
///
/// The caller is told none of it: whatever is wrong, the answer is the same. No case holds anything of the token.
enum TokenRefusal: String, Error, Sendable, CaseIterable {
    /// It is longer than any that is read.
    case tooLong = "too_long"
    /// It is not header, claims and signature.
    case notThreeParts = "not_three_parts"
    /// A part is not the one base64url text of its bytes.
    case notBase64URL = "not_base64url"
    /// The header is no JSON object.
    case headerNotAnObject = "header_not_an_object"
    /// The header asks for an extension that must be understood; none is (RFC 7515 section 4.1.11).
    case criticalExtension = "critical_extension"
    /// The header says that it is something else than an access token.
    case otherType = "other_type"
    /// The header names an algorithm that is not taken: `none`, one with a shared secret, any but RS256 and ES256.
    case otherAlgorithm = "other_algorithm"
    /// The name of the key is no text, or of no length that a key's name may have.
    case malformedKeyID = "malformed_key_id"
    /// No key in the set has the name.
    case unknownKey = "unknown_key"
    /// The key of the name is for another algorithm.
    case keyOfOtherAlgorithm = "key_of_other_algorithm"
    /// The token names no key, and none is for its algorithm.
    case noKeyFits = "no_key_fits"
    /// The token names no key, and several are for its algorithm.
    case severalKeysFit = "several_keys_fit"
    /// The signature is not that of the key over this header and these claims.
    case wrongSignature = "wrong_signature"
    /// The claims are no JSON object.
    case claimsNotAnObject = "claims_not_an_object"
    /// It was issued by somebody else.
    case otherIssuer = "other_issuer"
    /// It was issued for another service.
    case otherAudience = "other_audience"
    /// It has no end.
    case noExpiry = "no_expiry"
    /// A time is no number of seconds since 1970.
    case malformedTime = "malformed_time"
    /// It has ended.
    case expired = "expired"
    /// Its time has not begun.
    case notYetValid = "not_yet_valid"
    /// It says that it was issued in the future.
    case issuedInFuture = "issued_in_future"
    /// The claim that names the worker is missing, or no text.
    case noWorkerClaim = "no_worker_claim"
    /// No worker who works here has the id that the claim gives.
    case noActiveWorker = "no_active_worker"
}
