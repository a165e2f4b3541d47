public import HTTP

/// What a server serves.
///
/// Every call but the first comes on a worker's queue and must not block.
public protocol Application: Sendable {
    /// What one worker keeps for the application: its database reader, its scratch buffers. Never leaves its worker.
    associatedtype WorkerState

    /// Makes the state of one worker, on that worker's queue, before the first connection.
    ///
    /// - Throws: whatever makes serving impossible; ``Server/start()`` throws it on.
    func makeWorkerState() throws -> WorkerState

    /// Decides on a head before its body is read: which route, and how large a body it takes.
    func admit(_ head: RequestHead, from peer: Peer?, _ state: WorkerState) -> Admission

    /// Answers a whole request, at once or later.
    func respond(to request: Request, _ exchange: Exchange, _ state: WorkerState) -> Reply

    /// Learns that an answer was written, or dropped.
    func completed(_ record: AccessRecord, _ state: WorkerState)

    /// Learns that the worker has served all that was at hand, and may now wait: what requests shared can be let go.
    func settle(_ state: WorkerState)

    /// Makes the answer to a message that the server refuses (RFC 9457 problem document); the server adds the rest.
    ///
    /// - Parameter head: The head of the message; nil where it was not whole, or where the message was taken and its
    ///   answer took too long.
    func rejected(_ rejection: Rejection, of head: RequestHead?) -> Response
}
