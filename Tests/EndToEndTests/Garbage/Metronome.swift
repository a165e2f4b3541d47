/// Measures how late the machine itself is: how long after its time an idle thread wakes up.
///
/// A busy machine keeps the canary waiting however fast the service answers; that much is not the service's fault.
struct Metronome: Sendable {
    private static let beatMilliseconds: Int32 = 10

    /// Beats until `end`.
    ///
    /// - Returns: How late the latest beat was, in milliseconds.
    func worstLagMilliseconds(until end: Double) -> Double {
        var worst = 0.0
        while Timing.seconds() < end {
            let before = Timing.seconds()
            Timing.pause(milliseconds: Self.beatMilliseconds)
            worst = max(worst, (Timing.seconds() - before) * 1000 - Double(Self.beatMilliseconds))
        }
        return worst
    }
}
