internal import JSON

/// A story as one JSON object.
struct StoryJSON: StoryForm {
    func head(_ name: String, madeAt: String, _ record: [(spec: FieldSpec, value: JSONValue)]) -> [UInt8] {
        let head: JSONObject = ["made_at": .string(madeAt), "person": .object(Self.object(record))]
        // The object goes on, past its last member.
        return Array(JSON.text(.object(head)).utf8.dropLast()) + Array(#","entries":["#.utf8)
    }

    func entry(_ entry: StoryTeller.Entry, isFirst: Bool) -> [UInt8] {
        let object: JSONObject = [
            "at": .string(entry.at), "kind": .string(entry.kind), "heading": .string(entry.heading),
            "members": .object(Self.object(entry.members)),
        ]
        return Array(((isFirst ? "" : ",") + JSON.text(.object(object))).utf8)
    }

    func tail(_ summary: StorySummary) -> [UInt8] {
        let lines = summary.lines.map { line -> JSONValue in
            var object: JSONObject = ["who": .string(line.asker)]
            object["purpose"] = line.purpose.map { .string($0) }
            object["outcome"] = .string(line.outcome)
            object["times"] = .number(JSONNumber(Int64(line.times)))
            object["first"] = .string(line.first)
            object["last"] = .string(line.last)
            return .object(object)
        }
        return Array("],\"asked\":\(JSON.text(.array(lines)))}".utf8)
    }

    private static func object(_ members: [(spec: FieldSpec, value: JSONValue)]) -> JSONObject {
        JSONObject(members.map { ($0.spec.name, $0.value) })
    }
}
