internal import JSON

/// The rule of what is about a person or about a case: about one of the two, and not both.
enum OneSubject {
    /// Notes a fault where a draft names neither or both.
    static func check<Record: Resource>(
        _ draft: Draft<Record>, _ person: Field<ID>, _ supportCase: Field<ID>, _ faults: inout Faults
    ) {
        switch (draft[person], draft[supportCase]) {
        case (nil, nil):
            faults.add(.root.appending(person.spec.name), .required, "Say the person or the case that it is about.")
        case (_?, _?):
            faults.add(.root.appending(supportCase.spec.name), .inconsistent, "Say the person or the case, not both.")
        default: return
        }
    }
}
