internal import CCrypto
internal import Synchronization

/// AES-256-GCM under one key, which is prepared once: for each message the nonce alone is set.
final class SealingCipher: Sendable {
    /// `@unchecked Sendable`: its one owner, and the lock of that, guard the memory.
    private struct State: ~Copyable, @unchecked Sendable {
        let cipher: OpaquePointer

        init(_ cipher: OpaquePointer) {
            self.cipher = cipher
        }

        deinit {
            EVP_CIPHER_CTX_free(cipher)
        }
    }

    private let state: Mutex<State>

    /// Prepares a key of 32 bytes.
    ///
    /// - Throws: `SealedBox.Failure` where libcrypto refuses.
    init(key: [UInt8]) throws(SealedBox.Failure) {
        guard let cipher = EVP_CIPHER_CTX_new() else { throw SealedBox.Failure() }
        state = Mutex(State(cipher))
        guard EVP_EncryptInit_ex(cipher, Algorithms.aes256GCM.pointer, nil, key, nil) == 1 else {
            throw SealedBox.Failure()
        }
    }

    /// Lends the cipher to one thread at a time.
    func withCipher<R>(_ body: (OpaquePointer) -> R) -> R {
        state.withLock { body($0.cipher) }
    }
}
