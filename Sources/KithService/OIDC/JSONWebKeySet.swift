internal import JSON

/// The keys that an identity provider signs with (RFC 7517 section 5), as far as they can verify tokens here.
struct JSONWebKeySet: Sendable {
    /// The longest text of a set, in bytes.
    static let bytesMax = 256 << 10
    /// The most keys in a set, those for other purposes included.
    static let keysMax = 64

    private static let limits = {
        var limits = JSONLimits()
        limits.bytesMax = bytesMax
        limits.depthMax = 8
        return limits
    }()

    /// The keys, in the order of the set.
    let keys: [JSONWebKey]

    /// Reads a set, strictly: a key of a kind that is used here and is wrong makes the whole set wrong.
    ///
    /// - Throws: `Fault`, which says which key is wrong and why.
    init(_ text: [UInt8]) throws(Fault) {
        let set: JSONValue
        do throws(JSONError) {
            set = try JSON.read(text, limits: Self.limits)
        } catch {
            throw .notJSON(error)
        }
        guard let entries = set["keys"]?.arrayValue else { throw .noList }
        guard entries.count <= Self.keysMax else { throw .tooManyKeys(entries.count) }
        var keys: [JSONWebKey] = []
        for (index, entry) in entries.enumerated() {
            let key: JSONWebKey?
            do throws(JSONWebKey.Fault) {
                key = try JSONWebKey.read(entry)
            } catch {
                throw .key(number: index + 1, id: entry["kid"]?.stringValue, error)
            }
            guard let key else { continue }
            if let id = key.id, keys.contains(where: { $0.isCalled(id) }) { throw .repeatedID(id) }
            keys.append(key)
        }
        guard !keys.isEmpty else { throw .noUsableKey }
        self.keys = keys
    }

    /// The key that verifies a token.
    ///
    /// - Parameters:
    ///   - id: What the token calls it; without a name there must be no choice.
    ///   - algorithm: What the token says it is signed with, which the key must be for.
    /// - Throws: `TokenRefusal` where there is none, or no single one.
    func key(_ id: String?, for algorithm: SignatureAlgorithm) throws(TokenRefusal) -> PublicKey {
        guard let id else {
            let fitting = keys.filter { $0.publicKey.algorithm == algorithm }
            guard let key = fitting.first else { throw .noKeyFits }
            guard fitting.count == 1 else { throw .severalKeysFit }
            return key.publicKey
        }
        guard let key = keys.first(where: { $0.isCalled(id) }) else { throw .unknownKey }
        guard key.publicKey.algorithm == algorithm else { throw .keyOfOtherAlgorithm }
        return key.publicKey
    }
}
