import CCrypto

/// Ids made from names, so that importing the same record twice gives the same id.
enum NamedID {
    /// The namespace of domain names (RFC 9562 §6.6).
    static let domainNames = ID(high: 0x6BA7_B810_9DAD_11D1, low: 0x80B4_00C0_4FD4_30C8)

    /// Makes the version 5 UUID of a name (RFC 9562 §5.5: SHA-1 over the namespace's bytes and the name's).
    ///
    /// - Parameters:
    ///   - name: The name, as UTF-8, not changed in any way.
    ///   - namespace: What the name is unique in.
    static func make(_ name: String, in namespace: ID) -> ID {
        var message = namespace.octets
        message.append(contentsOf: name.utf8)
        var digest = [UInt8](repeating: 0, count: Int(SHA_DIGEST_LENGTH))
        message.withUnsafeBufferPointer { bytes in
            digest.withUnsafeMutableBufferPointer { _ = SHA1(bytes.baseAddress, bytes.count, $0.baseAddress) }
        }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for byte in digest.prefix(8) { high = high << 8 | UInt64(byte) }
        for byte in digest.dropFirst(8).prefix(8) { low = low << 8 | UInt64(byte) }
        return ID(high: high & ~0xF000 | 0x5000, low: low & (1 << 62 - 1) | 1 << 63)
    }
}
