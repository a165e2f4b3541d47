/// From where proxies say that a request came: `Forwarded` (RFC 7239) or `X-Forwarded-For`.
enum ForwardedFor {
    /// How many proxies are looked at, from the nearest on.
    private static let hopsMax = 32

    static let standardField: FieldName = "Forwarded"
    static let customaryField: FieldName = "X-Forwarded-For"

    /// The addresses that `Forwarded` names, the nearest first; nil for one that is hidden or none.
    static func standard(_ value: ArraySlice<UInt8>) -> [NetworkAddress?] {
        FieldMembers.split(value, separator: ASCII.comma).suffix(hopsMax).reversed().map { element in
            for pair in FieldMembers.split(element, separator: ASCII.semicolon) {
                guard let equals = pair.firstIndex(of: ASCII.equals),
                    pair[..<equals].map(ASCII.lowered).elementsEqual("for".utf8)
                else { continue }
                return node(pair[(equals + 1)...])
            }
            return nil
        }
    }

    /// The addresses that `X-Forwarded-For` names, the nearest first; nil for what is none.
    static func customary(_ value: ArraySlice<UInt8>) -> [NetworkAddress?] {
        value.split(separator: ASCII.comma, omittingEmptySubsequences: false).suffix(hopsMax).reversed()
            .map { node($0.trimmed) }
    }

    /// An address with or without a port; quoted, and of version 6 in brackets (RFC 7239 section 6).
    private static func node(_ bytes: ArraySlice<UInt8>) -> NetworkAddress? {
        var text = Substring(String(decoding: bytes, as: UTF8.self))
        if text.count >= 2, text.first == "\"", text.last == "\"" { text = text.dropFirst().dropLast() }
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { return nil }
            text = text[text.index(after: text.startIndex)..<end]
        } else if text.filter({ $0 == ":" }).count == 1 {
            text = text.prefix { $0 != ":" }
        }
        // A proxy that says unix speaks of sockets of its own.
        return NetworkAddress(text).flatMap { $0 == .local ? nil : $0 }
    }
}
