/// Content that is made piece by piece while it is sent.
///
/// The connection's worker asks for the next piece only when the last one has been sent, so that a slow reader slows
/// the maker and nothing piles up.
public protocol BodyStream: AnyObject, Sendable {
    /// Makes the next piece.
    ///
    /// - Returns: the bytes, or nil at the end; an empty piece is skipped.
    /// - Throws: whatever stops the making; the connection is then cut off, and the client sees an incomplete message.
    func next() throws -> [UInt8]?

    /// Says that no further piece will be asked for: the end was reached, the client is gone, or content is not wanted.
    ///
    /// It may be called more than once.
    func cancel()
}
