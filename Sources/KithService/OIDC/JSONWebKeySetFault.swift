internal import JSON

extension JSONWebKeySet {
    /// What is wrong with a set of keys, in words for the operator who put it there.
    enum Fault: Error, Equatable, CustomStringConvertible {
        case notJSON(JSONError)
        case noList
        case tooManyKeys(Int)
        /// A key, counted from 1, with its name where it has one.
        case key(number: Int, id: String?, JSONWebKey.Fault)
        case repeatedID(String)
        case noUsableKey

        /// The longest part of a key's name that is quoted, in Unicode code points.
        private static let quotedMax = 60

        var description: String {
            switch self {
            case .notJSON(let error): "\(error)"
            case .noList: "it has no list \"keys\" (RFC 7517 section 5)"
            case .tooManyKeys(let count): "it has \(count) keys; at most \(JSONWebKeySet.keysMax) are taken"
            case .key(let number, let id, let fault):
                "key \(number)\(id.map { " (\(Self.quoted($0)))" } ?? ""): \(fault)"
            case .repeatedID(let id): "two keys have the kid \(Self.quoted(id))"
            case .noUsableKey: "no key in it verifies RS256 or ES256"
            }
        }

        private static func quoted(_ id: String) -> String {
            JSON.text(.string(String(id.unicodeScalars.prefix(quotedMax))))
        }
    }
}
