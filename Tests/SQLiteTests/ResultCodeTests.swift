import SQLite
import Testing

@Test func aResultCodeKeepsItsNumber() {
    #expect(ResultCode(rawValue: 2067).rawValue == 2067)
}
