/// The address of a link, as it is shown to people.
enum HTMLLink {
    /// Longer addresses, in bytes, are not shown: they are there for machines.
    private static let bytesMax = 500
    private static let charactersNeverShown = "<>\"`{}|\\^"

    /// The address of an `href`: http and https whole, of mailto the mailbox alone; nil for any other or broken one.
    ///
    /// - Parameter href: The attribute's bytes, entities not decoded.
    static func address(_ href: ArraySlice<UInt8>) -> String? {
        guard href.count <= bytesMax else { return nil }
        let text = decode(href)
        guard text.unicodeScalars.allSatisfy(isShown) else { return nil }
        let lower = text.lowercased()
        if lower.hasPrefix("http://") || lower.hasPrefix("https://") {
            return lower.hasSuffix("//") ? nil : text
        }
        guard lower.hasPrefix("mailto:") else { return nil }
        let mailbox = text.dropFirst("mailto:".count).prefix { $0 != "?" }
        return mailbox.contains("@") ? String(mailbox) : nil
    }

    /// Whether a link's text begins or ends with its address, but for the scheme, `www.` and a slash at the end.
    static func says(_ text: String, _ address: String) -> Bool {
        let address = bare(address[...])
        let first = text.prefix { !$0.isWhitespace }
        let last = text.lastIndex(where: \.isWhitespace).map { text[$0...].dropFirst() } ?? first
        return bare(first) == address || bare(last) == address
    }

    private static func decode(_ href: ArraySlice<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        var rest = href
        while let byte = rest.first {
            if byte == UInt8(ascii: "&"), let entity = HTMLEntity(at: rest.startIndex, in: rest) {
                text.append(entity.scalar)
                rest = rest[entity.end...]
            } else {
                let end = rest.dropFirst().firstIndex(of: UInt8(ascii: "&")) ?? rest.endIndex
                text.append(contentsOf: String(decoding: rest[..<end], as: UTF8.self).unicodeScalars)
                rest = rest[end...]
            }
        }
        while let last = text.last, last.properties.isWhitespace { text.removeLast() }
        return String(text.drop { $0.properties.isWhitespace })
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return !properties.isWhitespace && properties.generalCategory != .control
            && properties.generalCategory != .format && !charactersNeverShown.unicodeScalars.contains(scalar)
    }

    private static func bare(_ text: Substring) -> String {
        var rest = text.lowercased()[...]
        for prefix in ["https://", "http://", "mailto:", "www."] where rest.hasPrefix(prefix) {
            rest = rest.dropFirst(prefix.count)
        }
        while rest.last == "/" || rest.last == "." { rest = rest.dropLast() }
        return String(rest)
    }
}
