public import HTTP

/// What the application says of a head, before any of the body is read.
public enum Admission: Sendable {
    /// The request is wanted, with a body of at most so many bytes; a larger one is refused with 413.
    case accept(bodyBytesMax: Int)
    /// It is not; this answers it. A small body is read and thrown away, a large one costs the client the connection.
    case refuse(Response)
}
