public import HTTP

/// One request that waits for its answer.
///
/// It may go to any thread. An exchange that is never answered is answered 503 after `responseTimeoutSeconds`.
public struct Exchange: Sendable {
    /// Names the exchange in this process; never 0, never used twice.
    public let id: UInt64
    private let slot: Int
    private let mailbox: Mailbox

    init(id: UInt64, slot: Int, mailbox: Mailbox) {
        self.id = id
        self.slot = slot
        self.mailbox = mailbox
    }

    /// Answers the request.
    ///
    /// Only the first answer counts; one that comes after the client went, or after the
    /// deadline, is dropped (and a stream in it cancelled).
    public func reply(_ response: Response) {
        mailbox.post(.reply(slot: slot, exchange: id, response))
    }
}
