/// The routes of a kind of record that belongs to a case: to add, list, read and change one, and what it said before.
struct CaseRecordRoutes<Record: Resource>: Sendable {
    /// What the routes do, each in a sentence.
    struct Sentences: Sendable {
        let create: String
        let list: String
        let find: String
        let update: String
        let versions: String
    }

    let table: Table<Record>
    let parent: Parent
    let sentences: Sentences
    /// Parameters of the list, beside those that the declaration gives.
    var parameters: [FieldSpec] = []
    /// Narrows the list, by its parameters.
    var narrow: @Sendable (Call, inout ListQuery) throws -> Void = { _, _ in }
    /// Fills in what follows from the service's settings.
    var prepare: @Sendable (Call, Draft<Record>) throws -> Draft<Record> = { $1 }
    let create: @Sendable (_ supportCase: ID, Draft<Record>, Access, WriteTransaction) throws -> ID
    let update: @Sendable (ID, Int64, Draft<Record>, Access, WriteTransaction) throws -> Void

    /// The routes.
    ///
    /// - Parameters:
    ///   - name: The name of the list in the path.
    ///   - parameter: What one of them is called there.
    func routes(_ name: String, _ parameter: String) -> [Route] {
        let list = "/v1/cases/{id}/\(name)"
        let one = "\(list)/{\(parameter)}"
        let (parent, narrow, create) = (parent, narrow, create)
        return [
            .create(list, table, .casework, sentences.create, prepare: prepare) { path, draft, access, transaction in
                try create(path[0], draft, access, transaction)
            },
            .list(list, table, .casework, sentences.list, sorts: [.newest, .created], parameters: parameters) {
                call, query in
                query.narrow(try parent.children(of: try call.id(), call.reading))
                try narrow(call, &query)
            },
            .find(one, table, .casework, sentences.find, under: parent),
            .update(one, table, .casework, sentences.update, under: parent, update: update),
            .versions("\(one)/versions", table, .casework, sentences.versions, under: parent),
        ]
    }
}
