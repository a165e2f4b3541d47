import HTTP
import Testing

struct AcceptTests {
    private static let offered = ["application/json", "text/csv", "application/x-ndjson"]

    @Test(
        arguments: [
            (nil, 0), ("", 0), ("*/*", 0), ("application/json", 0), ("APPLICATION/JSON", 0), ("text/csv", 1),
            ("text/*", 1),
            ("application/*", 0), ("text/csv, */*;q=0.1", 1), ("application/json;q=0.5, text/csv", 1),
            ("text/csv;q=0.5,application/json;q=0.5", 0), ("application/*;q=0.2, application/x-ndjson;q=0.3", 2),
            ("*/*, application/json;q=0", 1), ("application/*;q=0,*/*;q=0.1", 1), ("text/csv;q=0.001", 1),
            ("application/json;q=0", nil), ("text/html", nil), ("*/*;q=0", nil), ("image/*", nil),
            ("text/csv;q=1.000", 1), ("text/csv ; q=0.5 ; ext=1", 1), ("application/json; charset=utf-8", 0),
            ("application/json;charset=\"UTF-8\"", 0), ("application/json;version=2", nil),
            ("text/csv;x=\"a,b\", application/json;q=0.1", 0), ("text/csv;q=2, application/json", 0),
            ("text/csv;q=0.0001, application/json;q=0.1", 0), ("text/csv;q=.5", nil), ("text/csv;q=-1", nil),
            ("text/csv;q=1.001", nil), ("*/csv", nil), ("json", nil), ("/", nil), (",", 0), ("text/csv;q=1.", 1),
        ] as [(String?, Int?)])
    func theHeaviestTypeIsChosen(_ accept: String?, _ index: Int?) {
        var fields = Fields()
        if let accept { fields.append("Accept", accept) }
        #expect(Accept.choose(Self.offered, for: fields) == index)
        #expect(Accept(fields).choose(Self.offered) == index)
    }

    @Test func repeatedFieldsAreOneList() {
        var fields = Fields()
        fields.append("Accept", "*/*;q=0.1")
        fields.append("Accept", "text/csv")
        #expect(Accept.choose(Self.offered, for: fields) == 1)
    }

    @Test func parametersAreMoreSpecific() {
        var fields = Fields()
        fields.append("Accept", "text/csv;header=absent;q=0.2, text/csv;q=0.9, text/*;q=0.5")
        #expect(Accept(fields).choose(["text/csv;header=absent", "text/plain"]) == 1)
        #expect(Accept(fields).choose([]) == nil)
        #expect(Accept.choose([], for: Fields()) == nil)
    }
}
