internal import HTTP

/// What is asked below a record that was merged into another: whoever may read that other is told where the person is,
/// and everybody else what they are told of what is nowhere.
struct MergedTarget: Sendable {
    private let person: ID?
    private let access: Access

    /// Looks which person a request's path names, if it names one.
    init(_ call: Call, _ route: Route) {
        person = route.template.hasPrefix("/v1/people/{id}") ? call.path.first.flatMap { ID($0) } : nil
        access = call.access
    }

    /// Does a work, and says why where it finds nothing.
    ///
    /// - Throws: `AppError.conflict` instead of `.notFound` where the caller may read the kept record; what the work
    ///   throws.
    func explained<Value>(_ reading: ReadTransaction, _ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch AppError.notFound {
            guard let person, try reading.exists(PersonStore.findMerged, person) else { throw AppError.notFound }
            throw PersonStore.wasMerged
        }
    }

    /// The same, for a work of the writer.
    func explained(_ work: @escaping Route.Work) -> Route.Work {
        { transaction in try explained(transaction.reading(by: access)) { try work(transaction) } }
    }
}
