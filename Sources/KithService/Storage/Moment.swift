/// The rule of everything that has happened: it did not happen later than tomorrow, wherever the teller's clock stands.
enum Moment {
    private static let slackSeconds: Int64 = 24 * 60 * 60

    /// Makes sure that something is said to have happened by now.
    ///
    /// - Throws: `AppError.invalid` where it would happen later than a day from now.
    static func requirePast(
        _ at: Instant?, _ field: Field<Instant>, _ transaction: WriteTransaction
    ) throws(AppError) {
        guard let at, at > transaction.now.adding(seconds: slackSeconds) else { return }
        throw .invalid([Fault(pointer: "/" + field.spec.name, code: .outOfRange, detail: detail)])
    }

    /// Makes sure that something is said to have happened by today.
    ///
    /// - Throws: `AppError.invalid` where it would happen later than tomorrow.
    static func requirePast(
        _ on: LocalDate?, _ field: Field<LocalDate>, _ transaction: WriteTransaction
    ) throws(AppError) {
        guard let on, on.startInUTC > transaction.now.adding(seconds: slackSeconds) else { return }
        throw .invalid([Fault(pointer: "/" + field.spec.name, code: .outOfRange, detail: detail)])
    }

    private static let detail = "This is still to come: only what has happened is written down here."
}
