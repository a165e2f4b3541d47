internal import JSON

/// How large a record may be.
enum RecordLimits {
    /// The largest record in its own members, in bytes of JSON; a change that would make it larger is refused.
    static let recordBytesMax = 512 * 1024

    /// The limits for reading a stored record again, with room for what its text grows by when it is written.
    static let stored = {
        var limits = JSONLimits.standard
        limits.bytesMax = 4 * recordBytesMax
        limits.stringBytesMax = recordBytesMax
        return limits
    }()

    /// The limits for a body of at most so many bytes.
    static func body(bytesMax: Int) -> JSONLimits {
        var limits = JSONLimits.standard
        limits.bytesMax = bytesMax
        return limits
    }
}
