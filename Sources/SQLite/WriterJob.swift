/// One work that waits for the writer, with what becomes of its result.
struct WriterJob: Sendable {
    /// Runs the work and gives what is to be called once it is committed.
    let run: @Sendable (Connection) throws -> @Sendable () -> Void
    /// Tells that the work is not in the database.
    let fail: @Sendable (any Error) -> Void

    init<Value: Sendable>(
        _ work: @escaping @Sendable (Connection) throws -> Value,
        _ completion: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) {
        run = { connection in
            let value = try work(connection)
            return { completion(.success(value)) }
        }
        fail = { completion(.failure($0)) }
    }
}
