/// What RFC 8259 allows at a place where a text has something else.
public enum JSONExpectation: String, Sendable, CustomStringConvertible {
    /// Any value.
    case value = "a value"
    /// The first element of an array, or its end.
    case valueOrEndOfArray = "a value or `]`"
    /// A member's name.
    case name = "a member name in double quotes"
    /// The first member of an object, or its end.
    case nameOrEndOfObject = "a member name in double quotes or `}`"
    /// What stands between a member's name and its value.
    case colon = "`:`"
    /// What follows an element.
    case commaOrEndOfArray = "`,` or `]`"
    /// What follows a member.
    case commaOrEndOfObject = "`,` or `}`"
    /// The rest of the literal `true`.
    case literalTrue = "`true`"
    /// The rest of the literal `false`.
    case literalFalse = "`false`"
    /// The rest of the literal `null`.
    case literalNull = "`null`"
    /// A digit of a number.
    case digit = "a digit"
    /// The end of a string.
    case closingQuote = "`\"` at the end of the string"
    /// What follows a backslash in a string.
    case escape = "one of `\" \\ / b f n r t u` after the backslash"
    /// One of the four digits of `\u`.
    case hexadecimalDigit = "four hexadecimal digits after `\\u`"

    /// The expectation in plain words.
    public var description: String { rawValue }
}
