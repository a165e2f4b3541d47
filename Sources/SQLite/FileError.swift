#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A call on a file that the operating system refused.
public struct FileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was tried: `open`, `sync`, `rename` or `link`.
    public let operation: String
    /// On which file.
    public let path: String
    /// The operating system's number for the fault (`errno`).
    public let number: Int32

    init(_ operation: String, _ path: String, _ number: Int32) {
        self.operation = operation
        self.path = path
        self.number = number
    }

    /// One line for the operator.
    public var description: String {
        "\(operation) \(path): \(Self.words(number))"
    }

    /// The operating system's words for one of its numbers.
    static func words(_ number: Int32) -> String {
        strerror(number).map { String(cString: $0) } ?? "error \(number)"
    }
}
