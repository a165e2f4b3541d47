import CEpoll
import Glibc

/// A descriptor that becomes readable when somebody wants the worker's attention, from any thread.
///
/// It lives as long as anybody may rouse: a letter may be on its way when the worker has ended.
final class Rouser: Sendable {
    /// Watched edge-triggered and never read: each call reports once.
    let descriptor: Int32

    /// Makes the descriptor.
    ///
    /// - Throws: ``ServerError`` where the system has none left.
    init() throws(ServerError) {
        descriptor = kith_rouser()
        guard descriptor >= 0 else { throw ServerError("make a descriptor to be roused by", errorNumber: errno) }
    }

    deinit { Glibc.close(descriptor) }

    /// Ends the worker's waiting.
    func rouse() { kith_rouse(descriptor) }
}
