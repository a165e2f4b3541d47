/// What tells the time: given to whatever needs it, so that tests can move it by hand.
protocol Clock: Sendable {
    /// The time now.
    func now() -> Instant
}
