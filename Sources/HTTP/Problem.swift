/// A problem document of RFC 9457: what went wrong, for a person and for a program.
public struct Problem: Error, Sendable {
    /// One fault of the content.
    public struct Fault: Sendable, Hashable {
        /// Where it is: a JSON Pointer (RFC 6901), or empty for the whole.
        public var pointer: String
        /// A stable name for machines, in snake_case.
        public var code: String
        /// What is wrong and what would be right.
        public var detail: String

        /// Makes a fault.
        public init(pointer: String, code: String, detail: String) {
            self.pointer = pointer
            self.code = code
            self.detail = detail
        }
    }

    /// A URI that names the kind of problem; `about:blank` where the status says all.
    public var type: String
    /// The kind in a few words, the same for every instance.
    public var title: String
    /// The status it is sent with.
    public var status: Status
    /// What happened this time and what to do.
    public var detail: String?
    /// Which occurrence it is: the request id.
    public var instance: String?
    /// A stable name for machines, in snake_case.
    public var code: String
    /// All faults of the content at once.
    public var errors: [Fault]

    /// Makes a problem; the title is the reason phrase where none is given.
    public init(
        _ status: Status, code: String, title: String? = nil, detail: String? = nil, type: String = "about:blank",
        instance: String? = nil, errors: [Fault] = []
    ) {
        self.type = type
        self.title = title ?? status.reason.description
        self.status = status
        self.detail = detail
        self.instance = instance
        self.code = code
        self.errors = errors
    }

    /// Makes the problem of a message that was refused.
    public init(_ rejection: Rejection) {
        self.init(rejection.status, code: rejection.code, detail: rejection.detail)
    }
}
