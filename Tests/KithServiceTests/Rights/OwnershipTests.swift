import JSON
import SQLite
import Testing

@testable import KithService

/// Every way in which the database refers to what can be erased is one that erasing follows.
@Suite struct OwnershipTests {
    /// The kinds of record that go with a person or a case.
    private var erasable: Set<ResourceKind> {
        var kinds: Set<ResourceKind> = [.person, .supportCase]
        while true {
            let more = kinds.flatMap { ErasureReach.links(to: $0).filter(\.isOwned).map(\.kind) }
            guard !kinds.isSuperset(of: more) else { return kinds }
            kinds.formUnion(more)
        }
    }

    /// `table.column` of each reference that erasing follows.
    private var followed: Set<String> {
        var followed = Set(
            EraseRows.attachments.map { "\($0.table).\($0.column.replacing("\"", with: ""))" })
        for kind in erasable {
            for link in ErasureReach.links(to: kind) {
                let column = link.spec.columns[link.spec.columns.count - 1].replacing("\"", with: "")
                followed.insert("\(link.kind.table).\(column)")
            }
        }
        return followed
    }

    @Test func everyForeignKeyIsFollowed() throws {
        let test = try TestService()
        let db = try Connection(path: test.path, options: .reader)
        let tables = Set(erasable.map(\.table)).union(["parties"])
        var count = 0
        let find = """
            SELECT t.name, k."from", k."table" FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS k
            WHERE t.type = 'table' AND k."from" <> 'type' AND k."from" NOT LIKE '%\\_type' ESCAPE '\\'
            """
        try db.queryText(find, []) { row in
            let (table, column, target) = (row.string(0), row.string(1), row.string(2))
            // The row of a party goes with its record.
            guard tables.contains(target), !(target == "parties" && column == "id") else { return }
            count += 1
            #expect(followed.contains("\(table).\(column)"), "\(table).\(column) refers to \(target)")
        }
        #expect(count > 20)
    }

    /// What a kind holds in JSON is followed by its declaration: a column of references that none declares is found
    /// here by its name.
    @Test func whatGoesWithWhatIsAsDeclared() {
        #expect(
            erasable.map(\.rawValue).sorted() == [
                "account", "barrier_link", "case", "consent", "contact", "cover", "decision", "handover",
                "household_member", "lead",
                "legal_hold", "merge", "move", "note", "notice", "person", "person_barrier", "pull", "relationship",
                "rights_request", "service_use", "share_decision", "step", "team_member",
            ])
        let taken = ErasureReach.links(to: .person).filter { !$0.isOwned }.map { "\($0.kind).\($0.spec.name)" }
        #expect(
            taken.sorted() == [
                "contact.present", "contact.with", "note.about", "note.disputed_by", "note.whose", "pull.from",
                "shareDecision.with", "step.agreed_with", "supportCase.people",
            ])
    }

    private func id(_ end: String) throws -> ID {
        try #require(ID("019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4\(end)"))
    }

    private func text(_ kind: ShapeKind, _ id: ID, _ text: String) throws -> String? {
        kind.without(id, in: try JSON.read(text)).map { JSON.text($0) }
    }

    @Test func aReferenceIsTakenOutWhereverItStands() throws {
        let (gone, stays) = (try id("e8f"), try id("e90"))
        func party(_ id: ID) -> String { #"{"type":"person","id":"\#(id.canonical)"}"# }
        let parties = Shape.list(Shape<Party>.party).kind
        let nested = Shape.list(
            Shape.object(Field("who", .party, "").required(), Field("beside", .list(Shape<Party>.party), ""))
        ).kind
        #expect(try text(parties, gone, "[\(party(gone)),\(party(stays))]") == "[\(party(stays))]")
        #expect(try text(parties, gone, "[\(party(gone))]") == nil)
        #expect(
            try text(nested, gone, #"[{"who":\#(party(stays)),"beside":[\#(party(gone))]},{"who":\#(party(gone))}]"#)
                == #"[{"who":\#(party(stays))}]"#)
    }
}
