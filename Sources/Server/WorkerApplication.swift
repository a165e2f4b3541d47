import HTTP

/// An application with the state of one worker, its type put away so that the worker is compiled once and whole.
protocol WorkerApplication: AnyObject {
    func admit(_ head: RequestHead, from peer: Peer?) -> Admission
    func respond(to request: Request, _ exchange: Exchange) -> Reply
    func completed(_ record: AccessRecord)
    func settle()
    func rejected(_ rejection: Rejection, of head: RequestHead?) -> Response
}

/// What ``WorkerApplication`` puts away.
final class BoundApplication<App: Application>: WorkerApplication {
    private let app: App
    private let state: App.WorkerState

    /// Makes the worker's state.
    init(_ app: App) throws {
        self.app = app
        state = try app.makeWorkerState()
    }

    func admit(_ head: RequestHead, from peer: Peer?) -> Admission { app.admit(head, from: peer, state) }
    func respond(to request: Request, _ exchange: Exchange) -> Reply { app.respond(to: request, exchange, state) }
    func completed(_ record: AccessRecord) { app.completed(record, state) }
    func settle() { app.settle(state) }
    func rejected(_ rejection: Rejection, of head: RequestHead?) -> Response { app.rejected(rejection, of: head) }
}
