import JSON
import Testing

@testable import KithService

/// What a set of keys may hold, and what is said of one that is wrong.
@Suite struct JSONWebKeySetTests {
    private let rsa: SigningKey
    private let ec: SigningKey

    init() throws {
        rsa = try SigningKey.rsa.get()
        ec = try SigningKey.p256()
    }

    private func set(_ keys: [JSONValue]) throws -> JSONWebKeySet {
        try JSONWebKeySet(Array(JSON.text(["keys": .array(keys)]).utf8))
    }

    /// What is wrong with a key that stands second in a set.
    private func fault(_ key: JSONValue) throws -> JSONWebKey.Fault? {
        do {
            _ = try set([try ec.jwk(["kid": "first"]), key])
            return nil
        } catch JSONWebKeySet.Fault.key(let number, let id, let fault) {
            #expect(number == 2)
            #expect(id == key["kid"]?.stringValue)
            return fault
        }
    }

    /// Why a text is no JSON that a set could be; nil where it is one, or wrong in another way.
    private static func fault(ofText text: String) -> JSONError? {
        do throws(JSONWebKeySet.Fault) {
            _ = try JSONWebKeySet(Array(text.utf8))
            return nil
        } catch {
            guard case .notJSON(let reason) = error else { return nil }
            return reason
        }
    }

    private static func text(_ bytes: [UInt8]) -> JSONValue {
        .string(Base64URL.encode(bytes))
    }

    /// An odd number of so many bits.
    private static func modulus(bits: Int) -> JSONValue {
        var bytes = [UInt8](repeating: 0xA5, count: (bits + 7) / 8)
        bytes[0] = UInt8(1 << ((bits - 1) % 8))
        return text(bytes)
    }

    @Test func bothKindsAreRead() throws {
        let set = try set([
            try rsa.jwk(["kid": "a", "use": "sig", "alg": "RS256", "key_ops": ["verify"], "x5t": "1"]),
            try ec.jwk(["kid": "b", "alg": "ES256"]), try rsa.jwk(), try ec.jwk(),
        ])
        #expect(set.keys.map(\.id) == ["a", "b", nil, nil])
        #expect(set.keys.map(\.publicKey.algorithm) == [.rs256, .es256, .rs256, .es256])
    }

    @Test func keysForSomethingElseAreLeftOut() throws {
        let others: [JSONValue] = [
            ["kty": "oct", "k": "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ"],
            ["kty": "OKP", "crv": "Ed25519", "x": "11qYAYK"],
            ["kty": "EC", "crv": "P-384", "x": "AA", "y": "AA"], ["kty": "new", "kid": 5],
            try rsa.jwk(["use": "enc", "kid": "a"]), try rsa.jwk(["alg": "RSA-OAEP"]), try rsa.jwk(["alg": "PS256"]),
            try rsa.jwk(["key_ops": ["sign"]]), try ec.jwk(["alg": "ECDH-ES"]), try ec.jwk(["alg": "ES384"]),
        ]
        #expect(try set(others + [try ec.jwk(["kid": "a"])]).keys.map(\.id) == ["a"])
        #expect(throws: JSONWebKeySet.Fault.noUsableKey) { try set(others) }
        #expect(throws: JSONWebKeySet.Fault.noUsableKey) { try set([]) }
    }

    @Test func aWrongRSAKeyIsNamed() throws {
        let exponent = JSONWebKey.Fault.exponent
        let faults: [(JSONObject, JSONWebKey.Fault?)] = [
            (["n": 5], .notText("n")), (["n": "AQ=="], .notBase64URL("n")), (["n": ""], .notBase64URL("n")),
            (["n": "AAAB"], .leadingZero("n")), (["e": "AAEAAQ"], .leadingZero("e")), (["e": nil], .notText("e")),
            (["n": Self.modulus(bits: 2047)], .modulusBits(2047)),
            (["n": Self.modulus(bits: 1024)], .modulusBits(1024)),
            (["n": Self.modulus(bits: 2048)], nil), (["n": Self.modulus(bits: 8192)], nil),
            (["n": Self.modulus(bits: 8193)], .modulusBits(8193)),
            (["n": Self.text([0xA5] + [UInt8](repeating: 0xA4, count: 255))], .evenModulus),
            (["e": Self.text([1])], exponent), (["e": Self.text([3])], exponent),
            (["e": Self.text([0xFF, 0xFF])], exponent), (["e": Self.text([1, 0, 0])], exponent),
            (["e": Self.text([1, 0, 2])], exponent), (["e": Self.text([1, 0, 1])], nil),
            (["e": Self.text([0xFF, 0xFF, 0xFF, 0xFF])], nil), (["e": Self.text([1, 0, 0, 0, 1])], exponent),
            (["d": "AQAB"], .privateKey), (["alg": "ES256"], .otherAlgorithm), (["alg": 256], .notText("alg")),
            (["use": true], .notText("use")), (["key_ops": "verify"], .notAList("key_ops")),
            (["kid": 1], .notText("kid")), (["kid": ""], .idLength),
            (["kid": .string(String(repeating: "k", count: 256))], nil),
            (["kid": .string(String(repeating: "k", count: 257))], .idLength),
        ]
        for (change, expected) in faults {
            #expect(try fault(try rsa.jwk(change)) == expected, "\(change)")
        }
        #expect(try fault(["kty": "RSA", "e": "AQAB"]) == .missing("n"))
        #expect(try fault(["kty": "RSA", "n": Self.modulus(bits: 2048)]) == .missing("e"))
    }

    @Test func aWrongECKeyIsNamed() throws {
        let x = try #require(try ec.jwk()["x"]?.stringValue.flatMap(Base64URL.decode))
        let faults: [(JSONObject, JSONWebKey.Fault)] = [
            (["x": nil], .notText("x")), (["y": "A"], .notBase64URL("y")),
            (["x": Self.text(Array(x.dropLast()))], .coordinateBytes("x", 31)),
            (["x": Self.text([0] + x)], .coordinateBytes("x", 33)),
            (["y": Self.text([UInt8](repeating: 1, count: 32))], .notOnTheCurve), (["d": "AA"], .privateKey),
            (["alg": "RS256"], .otherAlgorithm), (["crv": 256], .notText("crv")),
        ]
        for (change, expected) in faults {
            #expect(try fault(try ec.jwk(change)) == expected, "\(change)")
        }
        #expect(try fault(["kty": "EC"]) == .missing("crv"))
        #expect(try fault(["kty": "EC", "crv": "P-256", "y": "AA"]) == .missing("x"))
        #expect(try fault(["kid": "a"]) == .missing("kty"))
        #expect(try fault(["kty": 1]) == .notText("kty"))
        #expect(try fault("RSA") == .notAnObject)
    }

    @Test func aNameIsGivenOnce() throws {
        #expect(throws: JSONWebKeySet.Fault.repeatedID("a")) {
            try set([try rsa.jwk(["kid": "a"]), try ec.jwk(["kid": "a"])])
        }
        // Two texts that look alike and differ in their bytes are two names.
        #expect(try set([try rsa.jwk(["kid": "\u{E9}"]), try ec.jwk(["kid": "e\u{301}"])]).keys.count == 2)
    }

    @Test func aSetHasBounds() throws {
        let other: JSONValue = ["kty": "oct"]
        let most = try [ec.jwk()] + [JSONValue](repeating: other, count: JSONWebKeySet.keysMax - 1)
        #expect(try set(most).keys.count == 1)
        #expect(throws: JSONWebKeySet.Fault.tooManyKeys(JSONWebKeySet.keysMax + 1)) { try set(most + [other]) }

        let text = JSON.text(["keys": [try ec.jwk()]])
        let padded = text + String(repeating: " ", count: JSONWebKeySet.bytesMax - text.utf8.count)
        #expect(try JSONWebKeySet(Array(padded.utf8)).keys.count == 1)
        #expect(Self.fault(ofText: padded + " ")?.reason == .textTooLong(bytesMax: JSONWebKeySet.bytesMax))
    }

    @Test(arguments: ["[]", "{}", #"{"keys": {}}"#, "5"]) func aSetIsAListOfKeys(_ text: String) {
        #expect(throws: JSONWebKeySet.Fault.noList) { try JSONWebKeySet(Array(text.utf8)) }
    }

    @Test(arguments: ["", "{", #"{"keys": [], "keys": []}"#, #"{"keys": []} x"#])
    func aSetIsStrictJSON(_ text: String) {
        #expect(Self.fault(ofText: text) != nil)
    }

    @Test func theMessageSaysWhichKeyAndWhy() throws {
        let error = #expect(throws: JSONWebKeySet.Fault.self) {
            try set([try ec.jwk(), try rsa.jwk(["kid": "old\n", "n": Self.modulus(bits: 1024)])])
        }
        #expect(error?.description == #"key 2 ("old\n"): n has 1024 bits; from 2048 to 8192 are taken"#)
    }

    /// Without a name a token leaves no choice, or is refused; with one it gets that key alone.
    @Test func aKeyIsChosenByNameOrAlone() throws {
        let set = try set([try rsa.jwk(["kid": "a"]), try ec.jwk(["kid": "b"]), try ec.jwk()])
        #expect(try set.key("a", for: .rs256) === set.keys[0].publicKey)
        #expect(try set.key("b", for: .es256) === set.keys[1].publicKey)
        #expect(try set.key(nil, for: .rs256) === set.keys[0].publicKey)
        #expect(throws: TokenRefusal.severalKeysFit) { try set.key(nil, for: .es256) }
        #expect(throws: TokenRefusal.keyOfOtherAlgorithm) { try set.key("a", for: .es256) }
        #expect(throws: TokenRefusal.unknownKey) { try set.key("c", for: .rs256) }
    }
}
