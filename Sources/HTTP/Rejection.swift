/// Why a message is refused; it is always answered, as a problem document, and the connection then closed.
public struct Rejection: Error, Sendable, Equatable {
    /// What it is answered with.
    public let status: Status
    /// A stable name for machines, in snake_case.
    public let code: String
    /// What is wrong and what would be right, in plain words; nothing of the message stands in it.
    public let detail: String

    /// Makes a rejection.
    public init(_ status: Status, _ code: String, _ detail: String) {
        self.status = status
        self.code = code
        self.detail = detail
    }
}
