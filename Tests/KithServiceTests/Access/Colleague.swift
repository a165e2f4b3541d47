import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// A worker with a token of their own.
struct Colleague {
    let id: ID
    let token: String
}

extension TestService {
    /// Somebody else who works here.
    ///
    /// - Parameters:
    ///   - scopes: What the token is for; all that the role allows unless said.
    ///   - actsFor: For a front end: whom it may act for.
    func makeColleague(
        _ role: Role = .practitioner, name: String = "A colleague", team: ID? = nil, scopes: [String]? = nil,
        actsFor: ActsFor? = nil
    ) throws -> Colleague {
        let (id, token) = try service.database.perform(service.clock, service.ids) { transaction in
            var worker = Draft<Worker>()
            worker[Worker.name] = name
            worker[Worker.role] = role.rawValue
            worker[Worker.active] = true
            worker[Worker.team] = team
            let id = try Worker.table.insert(worker, by: .operatorOfTheFile, transaction)
            var token = Draft<Token>()
            token[Token.worker] = id
            token[Token.label] = "Test"
            token[Token.role] = role.rawValue
            token[Token.scopes] = scopes.map { .array($0.map(JSONValue.string)) }
            token[Token.actsFor] = actsFor?.rawValue
            return (id, try TokenStore.create(token, by: .operatorOfTheFile, transaction).secret)
        }
        return Colleague(id: id, token: token)
    }

    /// A team that workers can belong to.
    func makeTeam(_ name: String = "Wharf Rows") throws -> ID {
        try service.database.perform(service.clock, service.ids) { transaction in
            var team = Draft<Team>()
            team[Team.name] = name
            return try Team.table.insert(team, by: .operatorOfTheFile, transaction)
        }
    }

    /// Puts a worker into a team.
    func join(_ worker: ID, _ team: ID) throws {
        try service.database.perform(service.clock, service.ids) {
            _ = try $0.db.run("UPDATE workers SET team = $2 WHERE id = $1", worker, team)
        }
    }

    /// Has a worker leave.
    func leave(_ colleague: Colleague) throws {
        try service.database.perform(service.clock, service.ids) {
            _ = try $0.db.run("UPDATE workers SET active = 0 WHERE id = $1", colleague.id)
        }
    }

    /// Asks as somebody, with a JSON body where one is given.
    func ask(
        _ method: String, _ target: String, by colleague: Colleague, _ body: String? = nil, fields: [String] = []
    ) throws -> Response {
        try ask(method, target, as: nil, body, fields: fields + ["Authorization: Bearer \(colleague.token)"])
    }

    /// Makes a record, and gives its id.
    func make(_ target: String, _ body: String, by colleague: Colleague) throws -> String {
        let answer = try ask("POST", target, by: colleague, body)
        let text = try answer.text
        #expect(answer.status == .created, "POST \(target): \(text)")
        return try #require(try JSON.read(text)["id"]?.stringValue, "POST \(target): \(text)")
    }

    /// The rows of the trail that a worker's tokens left, the oldest first.
    func trail(of worker: ID) throws -> [JSONValue] {
        service.audit.flush()
        _ = try service.database.perform(clock, service.ids) { _ in 0 }
        let page = try JSON.read(try ask("GET", "/v1/audit?worker=\(worker.canonical)", as: .auditor).text)
        return try #require(page["items"]?.arrayValue).reversed()
    }

    /// The status of a request.
    func status(_ method: String, _ target: String, by colleague: Colleague, _ body: String? = nil) throws -> Int {
        Int(try ask(method, target, by: colleague, body, fields: method == "PATCH" ? ["If-Match: *"] : []).status.code)
    }
}
