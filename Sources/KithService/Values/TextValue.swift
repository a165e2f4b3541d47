/// A value that is written as one short text and checked when it is read.
///
/// Field declarations read every kind of value through this one door, so that each refusal has the same shape.
protocol TextValue: Sendable, Hashable {
    /// Why a text is refused.
    associatedtype Invalid: InvalidValue

    /// Reads the value from UTF-8 text.
    ///
    /// - Parameter bytes: The whole text, without white space around it unless the type says otherwise.
    /// - Throws: `Invalid` with a reason fit for the person who wrote the text.
    init(utf8 bytes: some Collection<UInt8>) throws(Invalid)

    /// The one text form in which the value is stored and sent.
    var canonical: String { get }
}
