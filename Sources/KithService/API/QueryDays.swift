/// The days that a query asks about.
enum QueryDays {
    /// Makes sure that the last day is not before the first.
    ///
    /// - Throws: `AppError.invalidQuery`.
    static func requireOrder(from: LocalDate?, to: LocalDate?) throws(AppError) {
        guard let from, let to, to < from else { return }
        throw .invalidQuery([Fault(pointer: "/to", code: .inconsistent, detail: "This is before from.")])
    }
}
