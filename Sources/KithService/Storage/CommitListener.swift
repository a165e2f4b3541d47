internal import Synchronization

/// Who is told of commits.
final class CommitListener: Sendable {
    /// What is called.
    ///
    /// A closure in a `Mutex` by itself would be wrapped once more each time that it is looked at, and each call go through
    /// all of the wrappings, until the stack ends.
    private struct Body {
        let call: @Sendable () -> Void
    }

    private let body = Mutex<Body?>(nil)

    /// Says what is called from now on.
    func set(_ call: @escaping @Sendable () -> Void) {
        body.withLock { $0 = Body(call: call) }
    }

    /// Calls it.
    func tell() {
        body.withLock { $0 }?.call()
    }
}
