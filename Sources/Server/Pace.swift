/// Watches that something moves: in each window at least so many units, judged only when the window ends.
struct Pace {
    private(set) var windowEnd: Nanoseconds
    private var unitsAtStart: Int
    private let window: Nanoseconds
    private let unitsMin: Int

    /// Starts a first window.
    ///
    /// - Parameters:
    ///   - now: when it starts.
    ///   - window: how long each is.
    ///   - unitsMin: the least that must move in each.
    ///   - units: where the count of units stands now.
    init(now: Nanoseconds, window: Nanoseconds, unitsMin: Int, units: Int) {
        self.window = window
        self.unitsMin = unitsMin
        unitsAtStart = units
        windowEnd = now &+ window
    }

    /// Judges the window that ends now, and starts the next.
    ///
    /// - Returns: whether enough has moved.
    mutating func isKept(now: Nanoseconds, units: Int) -> Bool {
        let isKept = units - unitsAtStart >= unitsMin
        unitsAtStart = units
        windowEnd = now &+ window
        return isKept
    }
}
