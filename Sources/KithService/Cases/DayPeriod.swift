internal import JSON

/// Whole days from one to another.
enum DayPeriod {
    /// Notes a fault at `to` where it is before `from`.
    static func check(from: LocalDate?, to: LocalDate?, _ faults: inout Faults) {
        guard let from, let to, to < from else { return }
        faults.add(.root.appending("to"), .inconsistent, "This is before from.")
    }
}
