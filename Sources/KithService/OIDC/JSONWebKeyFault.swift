extension JSONWebKey {
    /// What is wrong with a key: never the key's own bytes.
    enum Fault: Error, Hashable, CustomStringConvertible {
        case notAnObject
        case missing(String)
        case notText(String)
        case notAList(String)
        case notBase64URL(String)
        case leadingZero(String)
        case idLength
        case privateKey
        case otherAlgorithm
        case modulusBits(Int)
        case evenModulus
        case exponent
        case coordinateBytes(String, Int)
        case notOnTheCurve
        case unusable

        var description: String {
            switch self {
            case .notAnObject: "it is no JSON object"
            case .missing(let name): "\(name) is missing"
            case .notText(let name): "\(name) is no text"
            case .notAList(let name): "\(name) is no list"
            case .notBase64URL(let name): "\(name) is not base64url without padding"
            case .leadingZero(let name): "\(name) begins with a zero byte"
            case .idLength: "kid has more than \(JSONWebKey.idBytesMax) bytes, or none"
            case .privateKey: "it is a private key: put only its public part here, and make a new key"
            case .otherAlgorithm: "alg is for a key of another kind"
            case .modulusBits(let bits):
                "n has \(bits) bits; from \(JSONWebKey.modulusBits.lowerBound) to "
                    + "\(JSONWebKey.modulusBits.upperBound) are taken"
            case .evenModulus: "n is even"
            case .exponent:
                "e is not an odd number from \(JSONWebKey.exponentMin) of at most \(JSONWebKey.exponentBytesMax) bytes"
            case .coordinateBytes(let name, let count):
                "\(name) has \(count) bytes; P-256 has \(PublicKey.p256ByteCount)"
            case .notOnTheCurve: "x and y are no point on P-256"
            case .unusable: "libcrypto makes no key of it"
            }
        }
    }
}
