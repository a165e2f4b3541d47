/// What a connection wants of its shell next.
enum ConnectionWant: Equatable {
    /// Bytes that were read before are to be looked at now.
    case parse
    /// Bytes are to be read, when there are any.
    case read
    /// There is no request and nothing to send: the machine can be given back until bytes come.
    case rest
    /// The output is to be sent.
    case send
    /// The socket is full; tell ``Connection/roomAgain()`` when it takes more.
    case room
    /// The next piece of the stream is to be made.
    case pull
    /// Nothing, until the answer or the deadline comes.
    case reply
    /// The write side is to be shut down; ``Connection/lingers(now:)`` then.
    case shutdown
    /// Bytes are to be read and thrown away, when there are any.
    case discard
    /// The descriptor is to be closed.
    case close
}
