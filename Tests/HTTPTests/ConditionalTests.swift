import HTTP
import Testing

struct ConditionalTests {
    @Test(arguments: [
        (Method.get, "", "", Conditional.Outcome.proceed), (.get, "", "\"1\"", .notModified),
        (.head, "", "W/\"1\"", .notModified), (.get, "", "\"0\", \"1\"", .notModified), (.get, "", "*", .notModified),
        (.get, "", "\"0\"", .proceed), (.put, "", "\"1\"", .preconditionFailed), (.put, "", "*", .preconditionFailed),
        (.patch, "\"1\"", "", .proceed), (.patch, "\"0\",\"1\"", "", .proceed), (.patch, "*", "", .proceed),
        (.patch, "W/\"1\"", "", .preconditionFailed), (.patch, "\"0\"", "", .preconditionFailed),
        (.get, "\"0\"", "\"1\"", .preconditionFailed), (.get, "\"1\"", "\"1\"", .notModified),
        (.patch, "1", "", .malformed), (.patch, "\"1", "", .malformed), (.patch, "w/\"1\"", "", .malformed),
        (.patch, "*, \"1\"", "", .malformed), (.patch, "\"1\" \"2\"", "", .malformed),
        (.patch, "\"a b\"", "", .malformed),
        (.patch, ",", "", .malformed), (.get, "", "x", .malformed),
    ])
    func conditionsAreWeighedInOrder(
        _ method: Method, _ ifMatch: String, _ ifNoneMatch: String, _ outcome: Conditional.Outcome
    ) {
        var fields = Fields()
        if !ifMatch.isEmpty { fields.append("If-Match", ifMatch) }
        if !ifNoneMatch.isEmpty { fields.append("If-None-Match", ifNoneMatch) }
        #expect(Conditional.evaluate(method, fields, current: ETag("1")) == outcome)
    }

    @Test func whereNothingIsStoredOnlyAnAbsenceMatches() {
        for (name, value, outcome) in [
            ("If-Match", "*", Conditional.Outcome.preconditionFailed), ("If-Match", "\"1\"", .preconditionFailed),
            ("If-None-Match", "*", .proceed), ("If-None-Match", "\"1\"", .proceed),
        ] {
            var fields = Fields()
            fields.append(name, value)
            #expect(Conditional.evaluate(.put, fields, current: nil) == outcome)
        }
    }

    @Test func repeatedFieldsAreOneList() {
        var fields = Fields()
        fields.append("If-Match", "\"0\"")
        fields.append("If-Match", "\"1\"")
        #expect(Conditional.evaluate(.patch, fields, current: ETag("1")) == .proceed)
    }

    @Test func aWeakTagNeverMatchesStrongly() throws {
        let weak = try #require(ETag("1", isWeak: true))
        #expect(!weak.isStrongMatch(weak))
        #expect(weak.isWeakMatch(weak))
        #expect(weak.description == "W/\"1\"")
        #expect(ETag("1")?.description == "\"1\"")
        #expect(ETag("a\"b") == nil)
        #expect(ETag("a b") == nil)
        #expect(ETag("a\n") == nil)
        #expect(ETag("")?.description == "\"\"")
    }

    @Test func aListIsReadStrictly() {
        #expect(ETag.list(Array("\"a,b\" ,, W/\"\"".utf8))?.map(\.description) == ["\"a,b\"", "W/\"\""])
        #expect(ETag.list(Array("".utf8)) == nil)
        #expect(ETag.list(Array("W/".utf8)) == nil)
        #expect(ETag.list([0x22, 0xFF, 0x22]) == nil)
    }
}
