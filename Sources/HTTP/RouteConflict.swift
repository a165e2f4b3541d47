/// Why a table of routes cannot be served; it is found when the program starts.
public struct RouteConflict: Error, Sendable, Equatable, CustomStringConvertible {
    /// The method of the route at fault.
    public let method: Method
    /// Its template.
    public let template: String
    /// What is wrong with it.
    public let reason: String

    /// The fault in one line.
    public var description: String { "The route \(method.rawValue) \(template) cannot stand: \(reason)." }
}
