import JSON
import Testing

extension EndToEnd {
    /// Lists: pages that do not shift, chosen members, and the other forms they can be had in.
    struct ListTests {
        private let service: Service
        private let token: String

        init() throws {
            service = try Service()
            token = try service.token("practitioner")
        }

        /// Makes so many people, over several connections at once.
        private func makePeople(_ count: Int, prefix: String) throws {
            let failures = Watched(0)
            let lanes = 8
            let crowd = Crowd(lanes) { lane in
                guard let client = try? service.connect() else { return failures.update { $0 += 1 } }
                for index in stride(from: lane, to: count, by: lanes) {
                    let body = #"{"preferred_name":"\#(prefix)\#(1000 + index)"}"#
                    let answer = try? client.ask("POST", "/v1/people", token: token, body: body)
                    if answer?.status != 201 { failures.update { $0 += 1 } }
                }
            }
            try crowd.join()
            #expect(failures.read { $0 } == 0)
        }

        private func names(_ answer: Answer) -> [String] {
            answer.json["items"]?.arrayValue?.compactMap { $0["preferred_name"]?.stringValue } ?? []
        }

        /// Each order, while others add records before, among and behind those that were there.
        @Test(arguments: ["name", "created", "-created"])
        func aWalkHasNoRepeatsAndNoGaps(sort: String) throws {
            try makePeople(120, prefix: "P")
            let client = try service.connect()
            var seen: [String] = []
            var pages = 0
            var next: String? = "/v1/people?limit=17&sort=\(sort)"
            while let target = next {
                let page = try client.ask("GET", target, token: token)
                #expect(page.status == 200, "\(page.text)")
                let found = names(page)
                #expect(found.count <= 17)
                seen += found
                pages += 1
                for name in ["A", "P1050x", "Z"] {
                    try ServingTests.say("\(name)\(pages)", token, client)
                }
                let cursor = page.json["next"]?.stringValue
                next = cursor.map { "/v1/people?limit=17&sort=\(sort)&cursor=\($0)" }
                if let cursor {
                    let link = "</v1/people?limit=17&sort=\(sort)&cursor=\(cursor)>; rel=\"next\""
                    #expect(page["link"] == link)
                }
                try #require(pages < 100)
            }
            let old = seen.filter { $0.wholeMatch(of: /P1\d\d\d/) != nil }
            #expect(old.count == 120)
            #expect(Set(old).count == 120)
            #expect(Set(seen).count == seen.count, "somebody came twice")
            if sort == "name" { #expect(old == old.sorted()) }
        }

        @Test func aCursorOpensItsOwnListAlone() throws {
            try makePeople(5, prefix: "P")
            let page = try Curl.ask(service, "GET", "/v1/people?limit=2", token: token)
            let cursor = try #require(page.json["next"]?.stringValue)
            let changed = cursor.dropLast() + (cursor.hasSuffix("A") ? "Q" : "A")
            let wrong = [
                "/v1/people?limit=2&sort=created&cursor=\(cursor)", "/v1/agencies?cursor=\(cursor)",
                "/v1/people?cursor=\(changed)", "/v1/people?cursor=", "/v1/people?cursor=\(cursor)A",
            ]
            for target in wrong {
                let answer = try Curl.ask(service, "GET", target, token: token)
                #expect(answer.status == 400, "\(target)")
                #expect(answer.json["errors"]?.arrayValue?.first?["pointer"]?.stringValue == "/cursor", "\(target)")
            }
            let other = try service.token("practitioner", name: "Somebody else")
            #expect(try Curl.ask(service, "GET", "/v1/people?limit=2&cursor=\(cursor)", token: other).status == 400)
            #expect(try Curl.ask(service, "GET", "/v1/people?limit=3&cursor=\(cursor)", token: token).status == 200)
        }

        @Test func fieldsPicksMembers() throws {
            try makePeople(2, prefix: "P")
            let list = try Curl.ask(
                service, "GET", "/v1/people?fields=preferred_name&include=total&limit=1", token: token)
            let items = try #require(list.json["items"]?.arrayValue)
            #expect(items.map { $0.objectValue?.map(\.name) ?? [] } == [["preferred_name"]])
            #expect(list.json["total"]?.int64Value == 2)
            let id = try #require(
                try Curl.ask(service, "GET", "/v1/people", token: token).json["items"]?.arrayValue?.first?["id"]?
                    .stringValue)
            let one = try Curl.ask(service, "GET", "/v1/people/\(id)?fields=id", token: token)
            #expect(one.text == #"{"id":"\#(id)"}"#)
            #expect(one["etag"] == nil, "a part has no tag of the whole")
        }

        @Test func aListCanBeHadAsCSV() throws {
            let body = #"{"preferred_name":"=SUM(A1) \"quoted\", and so on","what_matters":["a dog"],"pronouns":"she"}"#
            #expect(try Curl.ask(service, "POST", "/v1/people", token: token, body: body).status == 201)
            let target = "/v1/people?fields=preferred_name,pronouns,born,what_matters"
            let answer = try Curl.ask(service, "GET", target, token: token, fields: ["Accept: text/csv"])
            #expect(answer.status == 200)
            #expect(answer["content-type"] == "text/csv; charset=utf-8; header=present")
            #expect(answer["vary"]?.contains("Accept") == true)
            #expect(
                answer.text == "preferred_name,pronouns,born,what_matters\r\n"
                    + #""'=SUM(A1) ""quoted"", and so on",she,,"[""a dog""]""# + "\r\n")
        }

        /// A thousand records come whole, line by line, as one stream in chunks.
        @Test func aListCanBeStreamedWhole() throws {
            try makePeople(1000, prefix: "N")
            let client = try service.connect()
            let answer = try client.ask(
                "GET", "/v1/people?fields=id,preferred_name", token: token, fields: ["Accept: application/x-ndjson"])
            #expect(answer.status == 200)
            #expect(answer["content-type"] == "application/x-ndjson")
            #expect(answer["transfer-encoding"] == "chunked" && answer["content-length"] == nil)
            let lines = answer.text.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count == 1001 && lines.last?.isEmpty == true)
            let records = lines.dropLast().compactMap { try? JSON.read(Array($0.utf8)) }
            #expect(records.count == 1000)
            #expect(Set(records.compactMap { $0["id"]?.stringValue }).count == 1000)
            #expect(records.compactMap { $0["preferred_name"]?.stringValue } == (0..<1000).map { "N\(1000 + $0)" })
            #expect(try client.ask("GET", "/live").status == 200, "the connection goes on")
            let curled = try Curl.ask(
                service, "GET", "/v1/people", token: token, fields: ["Accept: application/x-ndjson"])
            #expect(curled.text.split(separator: "\n").count == 1000)
        }
    }
}
