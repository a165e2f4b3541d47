import JSON

/// Records that tests begin with.
enum Records {
    /// Says hello to somebody.
    ///
    /// - Returns: The person's id.
    static func makePerson(_ service: Service, _ token: String, name: String = "M.") throws -> String {
        try make("/v1/people", #"{"preferred_name":"\#(name)"}"#, service, token)
    }

    /// Opens a case for a new person.
    ///
    /// - Returns: The case's id.
    static func makeCase(_ service: Service, _ token: String) throws -> String {
        let person = try makePerson(service, token)
        return try make("/v1/cases", #"{"people":["\#(person)"],"entry_route":"self"}"#, service, token)
    }

    private static func make(_ path: String, _ body: String, _ service: Service, _ token: String) throws -> String {
        let answer = try service.connect().ask("POST", path, token: token, body: body)
        guard answer.status == 201, let id = answer.json["id"]?.stringValue else {
            throw Child.Failure(description: answer.text)
        }
        return id
    }
}
