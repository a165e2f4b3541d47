internal import JSON

/// A key of a key set (RFC 7517 section 4) that can verify tokens: RSA, or EC on the curve P-256.
struct JSONWebKey: Sendable {
    /// How large the modulus of an RSA key may be, in bits (RFC 7518 section 3.3 has the least).
    static let modulusBits = 2048...8192
    /// The longest exponent of an RSA key, in bytes; nearly all have three, 65537.
    static let exponentBytesMax = 4
    /// The least exponent (FIPS 186-5 section 5.4: above 2^16).
    static let exponentMin = 65_537
    /// The longest name of a key, in bytes.
    static let idBytesMax = 256

    /// The name that a token calls the key by, where it has one.
    let id: String?
    /// The key itself.
    let publicKey: PublicKey

    /// Reads a key.
    ///
    /// - Returns: nil for a key that is for something else, such as encryption or another algorithm: a provider's set
    ///   has those too (RFC 7517 section 5).
    /// - Throws: `Fault` where the key is of a kind that is read here, and wrong.
    static func read(_ value: JSONValue) throws(Fault) -> JSONWebKey? {
        guard case .object(let members) = value else { throw .notAnObject }
        guard let kind = try text("kty", of: members) else { throw .missing("kty") }
        let algorithm: SignatureAlgorithm
        switch kind {
        case "RSA":
            algorithm = .rs256
        case "EC":
            guard let curve = try text("crv", of: members) else { throw .missing("crv") }
            guard curve == "P-256" else { return nil }
            algorithm = .es256
        default:
            return nil
        }
        guard members["d"] == nil else { throw .privateKey }
        guard try isFor(algorithm, members) else { return nil }
        let id = try text("kid", of: members)
        guard id.map({ (1...idBytesMax).contains($0.utf8.count) }) ?? true else { throw .idLength }
        return JSONWebKey(id: id, publicKey: try publicKey(algorithm, members))
    }

    /// Whether a token means this key: names are equal when their bytes are.
    func isCalled(_ name: String) -> Bool {
        id.map { $0.utf8.elementsEqual(name.utf8) } ?? false
    }

    /// Whether the key says that it verifies signatures of this algorithm, or says nothing of what it is for.
    private static func isFor(_ algorithm: SignatureAlgorithm, _ members: JSONObject) throws(Fault) -> Bool {
        if let use = try text("use", of: members), use != "sig" { return false }
        if let operations = members["key_ops"] {
            guard let operations = operations.arrayValue else { throw .notAList("key_ops") }
            guard operations.contains("verify") else { return false }
        }
        guard let name = try text("alg", of: members), name != algorithm.rawValue else { return true }
        guard SignatureAlgorithm(rawValue: name) == nil else { throw .otherAlgorithm }
        return false
    }

    private static func publicKey(
        _ algorithm: SignatureAlgorithm, _ members: JSONObject
    ) throws(Fault) -> PublicKey {
        switch algorithm {
        case .rs256:
            let (modulus, exponent) = try rsaNumbers(members)
            do throws(PublicKey.Unusable) {
                return try PublicKey(rsaModulus: modulus, exponent: exponent)
            } catch {
                throw .unusable
            }
        case .es256:
            let (x, y) = (try coordinate("x", of: members), try coordinate("y", of: members))
            do throws(PublicKey.Unusable) {
                return try PublicKey(p256X: x, y: y)
            } catch {
                throw .notOnTheCurve
            }
        }
    }

    /// The numbers of an RSA key (RFC 7518 section 6.3.1), both without zeros before them.
    private static func rsaNumbers(_ members: JSONObject) throws(Fault) -> (modulus: [UInt8], exponent: [UInt8]) {
        let (modulus, exponent) = (try bytes("n", of: members), try bytes("e", of: members))
        guard let first = modulus.first, first != 0 else { throw .leadingZero("n") }
        guard exponent.first != 0 else { throw .leadingZero("e") }
        let bits = modulus.count * 8 - first.leadingZeroBitCount
        guard modulusBits.contains(bits) else { throw .modulusBits(bits) }
        guard modulus.last.map({ $0 & 1 == 1 }) ?? false else { throw .evenModulus }
        guard exponent.count <= exponentBytesMax else { throw .exponent }
        let number = exponent.reduce(0) { $0 << 8 | Int($1) }
        guard number >= exponentMin, number & 1 == 1 else { throw .exponent }
        return (modulus, exponent)
    }

    /// A coordinate of a point: all its bytes, zeros before it included (RFC 7518 section 6.2.1.2).
    private static func coordinate(_ name: String, of members: JSONObject) throws(Fault) -> [UInt8] {
        let coordinate = try bytes(name, of: members)
        guard coordinate.count == PublicKey.p256ByteCount else { throw .coordinateBytes(name, coordinate.count) }
        return coordinate
    }

    private static func bytes(_ name: String, of members: JSONObject) throws(Fault) -> [UInt8] {
        guard let text = try text(name, of: members) else { throw .missing(name) }
        guard let bytes = Base64URL.decode(text), !bytes.isEmpty else { throw .notBase64URL(name) }
        return bytes
    }

    private static func text(_ name: String, of members: JSONObject) throws(Fault) -> String? {
        guard let value = members[name] else { return nil }
        guard let text = value.stringValue else { throw .notText(name) }
        return text
    }
}
