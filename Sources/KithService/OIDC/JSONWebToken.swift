internal import JSON

/// A signed token in its compact form (RFC 7515 section 7.1, RFC 7519), taken apart and not yet believed.
///
/// Of the header, only what chooses among the keys of the set is read. A key that the header itself brings or points to
/// (`jwk`, `jku`, `x5u`, `x5c`) is never looked at: whoever made the token made it too.
struct JSONWebToken {
    /// The longest token that is read, in bytes.
    static let bytesMax = 8192

    private static let limits = {
        var limits = JSONLimits()
        limits.bytesMax = bytesMax
        limits.depthMax = 16
        return limits
    }()

    /// What the header may call the token (RFC 7519 section 5.1, RFC 9068 section 2.1).
    private static let types: [JSONValue] = ["JWT", "at+jwt"]

    /// What the token says it is signed with.
    let algorithm: SignatureAlgorithm
    /// What the token calls the key that it is signed with.
    let keyID: String?
    /// The bytes that the signature is over.
    let signedBytes: [UInt8]
    /// The signature.
    let signature: [UInt8]
    private let payload: [UInt8]

    /// Whether a bearer token has the form of a signed one: three parts with dots between.
    static func isShape(of token: some Sequence<UInt8>) -> Bool {
        token.reduce(0) { $0 + ($1 == UInt8(ascii: ".") ? 1 : 0) } == 2
    }

    /// Takes a token apart and reads its header.
    ///
    /// - Throws: `TokenRefusal`.
    init(_ token: [UInt8]) throws(TokenRefusal) {
        guard token.count <= Self.bytesMax else { throw .tooLong }
        let parts = token.split(separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .notThreeParts }
        guard let header = Self.decode(parts[0]), let payload = Self.decode(parts[1]),
            let signature = Self.decode(parts[2])
        else { throw .notBase64URL }
        guard let members = Self.object(header) else { throw .headerNotAnObject }
        guard members["crit"] == nil else { throw .criticalExtension }
        if let type = members["typ"], !Self.types.contains(type) { throw .otherType }
        // Compared as JSON values, which are equal when their bytes are.
        let algorithm = SignatureAlgorithm.allCases.first { members["alg"] == .string($0.rawValue) }
        guard let algorithm else { throw .otherAlgorithm }
        keyID = try Self.keyID(members)
        self.algorithm = algorithm
        self.payload = payload
        self.signature = signature
        signedBytes = Array(token[..<parts[1].endIndex])
    }

    /// The claims: to be asked for once the signature is verified.
    ///
    /// - Throws: `TokenRefusal.claimsNotAnObject`.
    func claims() throws(TokenRefusal) -> JSONObject {
        guard let claims = Self.object(payload) else { throw .claimsNotAnObject }
        return claims
    }

    private static func keyID(_ header: JSONObject) throws(TokenRefusal) -> String? {
        guard let value = header["kid"] else { return nil }
        guard let id = value.stringValue, (1...JSONWebKey.idBytesMax).contains(id.utf8.count) else {
            throw .malformedKeyID
        }
        return id
    }

    private static func decode(_ part: ArraySlice<UInt8>) -> [UInt8]? {
        Base64URL.decode(String(decoding: part, as: UTF8.self))
    }

    private static func object(_ bytes: [UInt8]) -> JSONObject? {
        (try? JSON.read(bytes, limits: limits))?.objectValue
    }
}
