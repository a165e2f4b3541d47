/// Barriers between people over HTTP.
enum PersonBarrierRoutes {
    private static let person = Field("person", Shape<ID>.identity, "A person on either side.")

    static let all: [Route] = [
        .create(
            "/v1/person-barriers", PersonBarrier.table, .casework,
            "Puts a barrier between two people, of whom the caller may read at least one."
        ) { _, draft, access, transaction in
            try PersonBarrierStore.create(draft, by: access, transaction)
        },
        .list(
            "/v1/person-barriers", PersonBarrier.table, .casework, "Lists barriers between people.",
            sorts: [.created, .newest], parameters: [person.spec]
        ) { call, query in
            if let person = call.parameters[person] { query.narrow(PersonBarrierStore.touching(person)) }
        },
        .find("/v1/person-barriers/{id}", PersonBarrier.table, .casework, "Reads a barrier between people."),
        .update(
            "/v1/person-barriers/{id}", PersonBarrier.table, .casework, "Changes a barrier, or says that it has ended.",
            update: PersonBarrierStore.update),
    ]
}
