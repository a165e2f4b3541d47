/// From where proxies say that a request came: `Forwarded` (RFC 7239) or `X-Forwarded-For`.
enum ForwardedFor {
    /// How many proxies are looked at, from the nearest on.
    private static let hopsMax = 32

    static let standardField: FieldName = "Forwarded"
    static let customaryField: FieldName = "X-Forwarded-For"

    /// The addresses that `Forwarded` names, the nearest first; nil for one that is hidden or none.
    static func standard(_ value: ArraySlice<UInt8>) -> [NetworkAddress?] {
        elements(value, separator: UInt8(ascii: ",")).suffix(hopsMax).reversed().map { element in
            for pair in elements(element, separator: UInt8(ascii: ";")) {
                let pair = trimmed(pair)
                guard let equals = pair.firstIndex(of: UInt8(ascii: "=")),
                    pair[..<equals].map(ASCII.lowered).elementsEqual("for".utf8)
                else { continue }
                return node(pair[(equals + 1)...])
            }
            return nil
        }
    }

    /// The addresses that `X-Forwarded-For` names, the nearest first; nil for what is none.
    static func customary(_ value: ArraySlice<UInt8>) -> [NetworkAddress?] {
        value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).suffix(hopsMax).reversed()
            .map { node(trimmed($0)) }
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

    /// Splits a value at a separator that is not within quotes.
    private static func elements(_ value: ArraySlice<UInt8>, separator: UInt8) -> [ArraySlice<UInt8>] {
        var elements: [ArraySlice<UInt8>] = []
        var start = value.startIndex
        var (isQuoted, isEscaped) = (false, false)
        for index in value.indices {
            let byte = value[index]
            if isEscaped {
                isEscaped = false
            } else if isQuoted && byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == separator && !isQuoted {
                elements.append(value[start..<index])
                start = index + 1
            }
        }
        return elements + [value[start...]]
    }

    private static func trimmed(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var value = value.drop(while: ASCII.isBlank)
        while let last = value.last, ASCII.isBlank(last) { value.removeLast() }
        return value
    }
}
