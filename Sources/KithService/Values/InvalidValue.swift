/// Why a text was refused as a value: what is wrong and what is right, never the refused text itself.
protocol InvalidValue: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stable snake_case word for machines.
    var code: String { get }

    /// One or two plain sentences for the person who wrote the text.
    var detail: String { get }
}

extension InvalidValue {
    var description: String { detail }
}
