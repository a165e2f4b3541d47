/// What calls back after a while: given to whatever has to wait, so that tests need not.
protocol Alarm: Sendable {
    /// A time that only goes forward, in milliseconds from a beginning of its own.
    var milliseconds: Int64 { get }

    /// Calls `body` once, after some milliseconds, on a thread of the alarm's own.
    func ring(afterMilliseconds wait: Int64, _ body: @escaping @Sendable () -> Void)
}
