/// One work that waits for the writer, with what becomes of its result.
struct WriterJob: Sendable {
    /// Runs the work, undone alone where it throws, and gives what is to be called once it is committed.
    let run: @Sendable (Connection) throws -> @Sendable () -> Void
    /// Tells that the work is not in the database.
    let fail: @Sendable (any Error) -> Void

    init<Value: Sendable>(
        _ work: @escaping @Sendable (Connection) throws -> Value,
        _ kept: @escaping @Sendable (Value) -> Void,
        _ completion: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) {
        run = { connection in
            let value = try connection.savepoint {
                let value = try work(connection)
                // A broken key would fail the commit, and with it the others.
                guard !connection.hasBrokenForeignKey else {
                    throw SQLiteError(code: ResultCode(rawValue: Constraint.foreignKey.rawValue))
                }
                return value
            }
            kept(value)
            return { completion(.success(value)) }
        }
        fail = { completion(.failure($0)) }
    }
}
