import Glibc

/// Why a server could not start, in words for the operator.
public struct ServerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was tried, and on what: "listen on 127.0.0.1:80".
    public let operation: String
    /// The number of the system's error; 0 where the system was not asked.
    public let errorNumber: Int32
    /// What is wrong, in a sentence without a full stop.
    public let reason: String

    /// An error of our own finding.
    init(_ operation: String, reason: String) {
        self.operation = operation
        errorNumber = 0
        self.reason = reason
    }

    /// An error that the system gave; read `errno` before anything else can change it.
    init(_ operation: String, errorNumber: Int32) {
        self.operation = operation
        self.errorNumber = errorNumber
        reason = strerror(errorNumber).map { String(cString: $0) } ?? "error \(errorNumber)"
    }

    /// One line for the operator.
    public var description: String { "cannot \(operation): \(reason)" }
}
