import CCrypto
import Testing

@testable import KithService

/// Signatures against keys: those of the standard, and those of keys that are made here.
@Suite struct PublicKeyTests {
    /// RFC 7515 appendix A.2: the modulus, and the signature over the header `{"alg":"RS256"}` and the claims below.
    private static let modulus =
        "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yR"
        + "T-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXB"
        + "dQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9ia"
        + "GNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"
    private static let rsaSignature =
        "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9"
        + "uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB"
        + "_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rq"
        + "Vt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
    private static let claims =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"

    /// RFC 7515 appendix A.3: the same with a key on P-256.
    private static let (x, y) = (
        "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
    )
    private static let ecSignature =
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"

    private let message = Array("Tea at hers.".utf8)

    private func decode(_ text: String) throws -> [UInt8] {
        try #require(Base64URL.decode(text))
    }

    @Test func theSignatureOfTheStandardsRSAExampleVerifies() throws {
        let key = try PublicKey(rsaModulus: try decode(Self.modulus), exponent: [1, 0, 1])
        let signature = try decode(Self.rsaSignature)
        #expect(key.algorithm == .rs256)
        #expect(key.verifies(signature, of: Array("eyJhbGciOiJSUzI1NiJ9.\(Self.claims)".utf8)))
        #expect(!key.verifies(signature, of: Array("eyJhbGciOiJSUzI1NiJ9.\(Self.claims)A".utf8)))
    }

    @Test func theSignatureOfTheStandardsECExampleVerifies() throws {
        let key = try PublicKey(p256X: try decode(Self.x), y: try decode(Self.y))
        let signature = try decode(Self.ecSignature)
        #expect(key.algorithm == .es256)
        #expect(key.verifies(signature, of: Array("eyJhbGciOiJFUzI1NiJ9.\(Self.claims)".utf8)))
        #expect(!key.verifies(signature, of: Array("eyJhbGciOiJFUzI1NiJ9.\(Self.claims)A".utf8)))
    }

    /// Among so many, some have halves that begin with zeros, and half of them halves that look negative.
    @Test func everySignatureOnP256Verifies() throws {
        let key = try SigningKey.p256()
        let publicKey = try PublicKey(
            p256X: try key.number(OSSL_PKEY_PARAM_EC_PUB_X, byteCount: 32),
            y: try key.number(OSSL_PKEY_PARAM_EC_PUB_Y, byteCount: 32))
        var shortHalves = 0
        for round in 0..<3000 {
            let message = Array("\(round)".utf8)
            let signature = try key.sign(message)
            if signature[0] == 0 || signature[32] == 0 { shortHalves += 1 }
            try #require(publicKey.verifies(signature, of: message), "\(signature)")
        }
        #expect(shortHalves > 0)
    }

    @Test func aSignatureOfAnotherFormIsNone() throws {
        let ec = try SigningKey.p256()
        let ecKey = try PublicKey(
            p256X: try ec.number(OSSL_PKEY_PARAM_EC_PUB_X, byteCount: 32),
            y: try ec.number(OSSL_PKEY_PARAM_EC_PUB_Y, byteCount: 32))
        let signature = try ec.sign(message)
        #expect(ecKey.verifies(signature, of: message))
        #expect(!ecKey.verifies(try ec.signEncoded(message), of: message), "DER")
        for wrong in [[], [UInt8](repeating: 0, count: 64), [UInt8](repeating: 0xFF, count: 64)] {
            #expect(!ecKey.verifies(wrong, of: message))
        }
        #expect(!ecKey.verifies(signature + [0], of: message))
        #expect(!ecKey.verifies(signature.dropLast(), of: message))
        #expect(!ecKey.verifies(Array(signature[32...] + signature[..<32]), of: message), "s and r")

        let rsa = try SigningKey.rsa.get()
        let rsaKey = try PublicKey(rsaModulus: try rsa.number(OSSL_PKEY_PARAM_RSA_N), exponent: [1, 0, 1])
        let long = try rsa.sign(message)
        #expect(rsaKey.verifies(long, of: message))
        #expect(!rsaKey.verifies([], of: message))
        #expect(!rsaKey.verifies([0] + long, of: message))
        #expect(!rsaKey.verifies(long.dropLast(), of: message))
        #expect(!rsaKey.verifies([UInt8](repeating: 0, count: long.count), of: message))
    }

    @Test func aPointThatIsNotOnTheCurveIsNoKey() throws {
        let (x, y) = (try decode(Self.x), try decode(Self.y))
        var besides = y
        besides[31] ^= 1
        let (zeros, ones) = ([UInt8](repeating: 0, count: 32), [UInt8](repeating: 0xFF, count: 32))
        let none: [(x: [UInt8], y: [UInt8])] = [
            (x, besides), (y, x), (zeros, zeros), (ones, ones), (x, y + [0]), (Array(x.dropLast()), y), ([], []),
        ]
        for (x, y) in none {
            #expect(throws: PublicKey.Unusable()) { try PublicKey(p256X: x, y: y) }
        }
    }
}
