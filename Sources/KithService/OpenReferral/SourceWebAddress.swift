/// The web addresses that people write into forms, made into ones that a browser takes.
enum SourceWebAddress {
    /// What became of an address.
    enum Reading: Hashable {
        /// It is one as it stands.
        case right(String)
        /// It is one with its beginning put right.
        case mended(String)
        case notAnAddress
    }

    /// The longest address taken, in bytes.
    static let bytesMax = 2_000

    /// Reads an address: `www.example.org`, `http:www.example.org` and `HTTPS:/example.org` are put right.
    static func read(_ text: String) -> Reading {
        guard text.utf8.count <= bytesMax else { return .notAnAddress }
        let lower = text.lowercased()
        for scheme in ["https:", "http:"] where lower.hasPrefix(scheme) {
            let rest = String(text.dropFirst(scheme.count).drop { $0 == "/" })
            guard hasHost(rest), let address = checked("\(scheme)//\(rest)") else { return .notAnAddress }
            return address == text ? .right(address) : .mended(address)
        }
        guard hasHost(text), let address = checked("https://\(text)") else { return .notAnAddress }
        return .mended(address)
    }

    private static func checked(_ text: String) -> String? {
        guard case .success(let address) = TextFormat.url.canonical(text) else { return nil }
        return address
    }

    /// Whether a text begins with a host's name: letters, digits and hyphens with dots between, then a port or not.
    private static func hasHost(_ text: String) -> Bool {
        let ends = Array("/?#".utf8)
        let authority = text.utf8.prefix { !ends.contains($0) }
        let parts = authority.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard let host = parts.first, parts.count <= 2 else { return false }
        let hasPort = parts.count == 1 || (parts[1].count <= 5 && parts[1].allSatisfy { (0x30...0x39).contains($0) })
        let labels = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return hasPort && labels.count >= 2 && (labels.last?.count ?? 0) >= 2
            && labels.allSatisfy { label in !label.isEmpty && label.allSatisfy(isHostByte) }
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), 0x80...0xFF:
            true
        default: false
        }
    }
}
