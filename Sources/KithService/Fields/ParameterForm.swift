/// What the text of a query parameter can be, where its shape does not say it: for the API's description.
enum ParameterForm: Sendable {
    /// One of these.
    case one([String])
    /// Some of these, with commas between.
    case several([String])
    /// What meets a pattern.
    case pattern(String)
}
