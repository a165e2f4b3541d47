import HTTP

/// Stands in once a worker has ended, so that the real application's state is given back on the worker's queue.
final class EndedApplication: WorkerApplication {
    func admit(_ head: RequestHead, from peer: Peer?) -> Admission { .refuse(Response(.serviceUnavailable)) }
    func respond(to request: Request, _ exchange: Exchange) -> Reply { .now(Response(.serviceUnavailable)) }
    func completed(_ record: AccessRecord) {}
    func settle() {}
    func rejected(_ rejection: Rejection, of head: RequestHead?) -> Response { Response(rejection.status) }
}
