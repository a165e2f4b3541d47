/// Why the model refuses what somebody asks.
struct ModelRefusal: Error, Hashable {
    /// The problem's code.
    let code: String
    /// Where the body has faults, each place once, in the order of their texts.
    let places: [String]

    /// A refusal with a code.
    init(_ code: String) {
        self.init(code: code, places: [])
    }

    /// A refusal for faults of the body.
    init(at places: some Sequence<String>) {
        self.init(code: "invalid", places: Set(places).sorted())
    }

    /// Ends here where there are faults.
    static func ifAny(_ places: [String]) throws(ModelRefusal) {
        if !places.isEmpty { throw ModelRefusal(at: places) }
    }

    init(code: String, places: [String]) {
        (self.code, self.places) = (code, places)
    }

    static let notFound = ModelRefusal("not_found")

    /// The status that the problem has.
    var status: Int {
        switch code {
        case "token_needed": 401
        case "role_not_allowed": 403
        case "not_found": 404
        case "stale": 412
        case "invalid": 422
        case "if_match_needed": 428
        default: 409
        }
    }
}
