/// Why a feed could not be imported at all.
public enum ImportError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The input is empty.
    case empty
    /// The input is no JSON.
    case notJSON
    /// The input is JSON, and no service is in it.
    case noServices

    /// What is wrong, in plain words.
    public var description: String {
        let taken = "A feed is JSON: a list of services, pages of them (content, contents), or one a line."
        return switch self {
        case .empty: "The input is empty. \(taken)"
        case .notJSON: "The input is no JSON. \(taken)"
        case .noServices: "There is no service in the input. \(taken)"
        }
    }
}
