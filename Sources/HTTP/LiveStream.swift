/// Content that goes on whenever something happens, until one side has had enough of it.
///
/// An empty piece says that there is nothing just now: the connection waits then, without a thread, until it is woken
/// or `pauseSeconds` have passed, and asks again. A server that ends does not ask any more, and ends the content whole.
public protocol LiveStream: BodyStream {
    /// After how long without anything the stream is asked again though nobody woke it, in seconds.
    var pauseSeconds: Double { get }

    /// Takes what wakes the connection; called once, before the first piece is asked for.
    ///
    /// - Parameter wake: says that there may be something; it can be called at any time, from any thread, and costs
    ///   little where the connection is awake or gone.
    func begin(wake: @escaping @Sendable () -> Void)
}
