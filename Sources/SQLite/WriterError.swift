/// Why the writer did not do a work, where the fault is not the work's own.
public enum WriterError: Error, Sendable, Equatable, CustomStringConvertible {
    /// As many works wait already as may; trying again in a moment is right.
    case busy
    /// The writer has been stopped.
    case stopped
    /// `perform` was called from within a work or a completion, where it would wait for itself.
    case calledFromWriter
    /// The work ran, but the transaction that it shared was not committed. Nothing of it is in the database that this
    /// process sees. After a power cut at that very moment it may be found there, whole.
    case notCommitted(SQLiteError)

    /// One line for the operator.
    public var description: String {
        switch self {
        case .busy: "too many writes wait"
        case .stopped: "the writer is stopped"
        case .calledFromWriter: "a synchronous write was asked for within a write"
        case .notCommitted(let cause): "the write was not committed: \(cause)"
        }
    }
}
