internal import CCrypto

/// Authenticated encryption with AES-256-GCM (NIST SP 800-38D): nonce, ciphertext and tag, one after the other.
///
/// The nonce is made of the key and the message (an HMAC of both), so that equal messages look equal and no nonce ever
/// serves two different ones.
struct SealedBox: Sendable {
    private static let nonceByteCount = 12
    private static let tagByteCount = 16

    /// Libcrypto refused a call.
    struct Failure: Error {}

    private let key: [UInt8]
    private let nonces: MessageCode
    private let sealing: SealingCipher

    /// Seals with that key of 32 bytes.
    ///
    /// - Throws: `Failure` where libcrypto refuses.
    init(key: [UInt8]) throws(Failure) {
        self.key = key
        nonces = try MessageCode(key: key)
        sealing = try SealingCipher(key: key)
    }

    /// Seals a message.
    ///
    /// - Parameters:
    ///   - context: What the message is for; it opens in the same context alone.
    /// - Throws: `Failure` where libcrypto refuses.
    func seal(_ message: [UInt8], for context: [UInt8]) throws(Failure) -> [UInt8] {
        let nonce = Array(try nonces.code(of: context, [0], message)[..<Self.nonceByteCount])
        var sealed = [UInt8](repeating: 0, count: message.count)
        var tag = [UInt8](repeating: 0, count: Self.tagByteCount)
        let isSealed = sealing.withCipher { cipher in
            var count: Int32 = 0
            return EVP_EncryptInit_ex(cipher, nil, nil, nil, nonce) == 1
                && EVP_EncryptUpdate(cipher, nil, &count, context, Int32(context.count)) == 1
                && EVP_EncryptUpdate(cipher, &sealed, &count, message, Int32(message.count)) == 1
                && EVP_EncryptFinal_ex(cipher, nil, &count) == 1
                && EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagByteCount), &tag) == 1
        }
        guard isSealed else { throw Failure() }
        return nonce + sealed + tag
    }

    /// Opens a message, or gives nil where it was not sealed with this key in this context.
    func open(_ box: [UInt8], for context: [UInt8]) -> [UInt8]? {
        guard box.count > Self.nonceByteCount + Self.tagByteCount, let cipher = EVP_CIPHER_CTX_new() else { return nil }
        defer { EVP_CIPHER_CTX_free(cipher) }
        let nonce = Array(box[..<Self.nonceByteCount])
        let sealed = Array(box[Self.nonceByteCount..<(box.count - Self.tagByteCount)])
        var tag = Array(box[(box.count - Self.tagByteCount)...])
        var message = [UInt8](repeating: 0, count: sealed.count)
        var count: Int32 = 0
        guard EVP_DecryptInit_ex(cipher, Algorithms.aes256GCM.pointer, nil, key, nonce) == 1,
            EVP_DecryptUpdate(cipher, nil, &count, context, Int32(context.count)) == 1,
            EVP_DecryptUpdate(cipher, &message, &count, sealed, Int32(sealed.count)) == 1,
            EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagByteCount), &tag) == 1,
            EVP_DecryptFinal_ex(cipher, nil, &count) == 1
        else { return nil }
        return message
    }
}
