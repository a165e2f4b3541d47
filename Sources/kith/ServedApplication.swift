import HTTP
import KithService
import Server

/// Puts the service behind the server.
final class ServedApplication: Application {
    private let log: AccessLog
    private let service: Service

    /// Serves a service, and writes a line a request to standard error where that is wanted.
    init(_ service: Service, logsAccess: Bool) {
        self.service = service
        log = AccessLog(isOn: logsAccess)
    }

    func makeWorkerState() throws -> WorkerContext {
        try service.makeContext()
    }

    func admit(_ head: RequestHead, from peer: Peer?, _ state: WorkerContext) -> Admission {
        let bodyBytesMax = service.bodyBytesMax(of: head)
        let refusal = service.refusal(of: head, from: peer, bodyBytesMax: bodyBytesMax, state)
        return refusal.map(Admission.refuse) ?? .accept(bodyBytesMax: bodyBytesMax)
    }

    func respond(to request: Request, _ exchange: Exchange, _ state: WorkerContext) -> Reply {
        let response = service.respond(to: request, state) { exchange.reply($0) }
        return response.map(Reply.now) ?? .later
    }

    func completed(_ record: AccessRecord, _ state: WorkerContext) {
        log.write(record)
    }

    func settle(_ state: WorkerContext) {
        service.settle(state)
    }

    func rejected(_ rejection: Rejection, of head: RequestHead?) -> Response {
        service.refuse(rejection, of: head)
    }
}
