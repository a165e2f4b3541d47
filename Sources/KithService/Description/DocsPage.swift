internal import HTTP
internal import JSON

/// The description of the API as a page for people: plain HTML, made from the same tables as `/openapi.json`.
struct DocsPage {
    private var html = ""

    /// The page as UTF-8 HTML.
    static func html(_ routes: [Route], _ vocabularies: Vocabularies) -> [UInt8] {
        var page = DocsPage()
        page.add(head)
        page.addRoutes(routes)
        page.addRecords(routes)
        page.addProblems()
        page.addVocabularies(vocabularies)
        page.add("</main></body></html>\n")
        return Array(page.html.utf8)
    }

    private static let head = """
        <!doctype html>
        <html lang="en-GB"><head><meta charset="utf-8"><title>Kith API</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <style>
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        code { font-size: .95em; } h2 { margin-top: 2.5rem; border-bottom: 1px solid #999; }
        table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .6rem .3rem 0; \
        vertical-align: top; border-bottom: 1px solid #ddd; }
        </style></head><body><main>
        <h1>Kith API</h1>
        <p>The record-keeper of relational public services. For programs: <a href="/openapi.json">openapi.json</a>.
        Every request but those marked open needs <code>Authorization: Bearer kith_…</code>. Errors are
        <a href="#problems">problem documents</a>; a change needs the record's <code>ETag</code> as
        <code>If-Match</code>; a <code>POST</code> may carry an <code>Idempotency-Key</code>; with a front end's token,
        <code>Kith-On-Behalf-Of</code> names the worker who is signed in there.</p>

        """

    private mutating func add(_ text: String) {
        html += text
    }

    private mutating func addRoutes(_ routes: [Route]) {
        add(
            "<h2 id=\"operations\">Operations</h2>\n<table><tr><th>Request</th><th>What it does</th><th>For</th></tr>\n"
        )
        for route in routes {
            let roles = route.roles.map { roles in
                Role.allCases.filter(roles.allowed.contains).map(\.rawValue).joined(separator: ", ")
            }
            let parameters = route.parameters.map { "<code>\(Self.escaped($0.name))</code>" }.joined(separator: ", ")
            let scope = route.scope.map { "<br>Scope: <code>\($0)</code>" } ?? ""
            let query = parameters.isEmpty ? "" : "<br>Parameters: \(parameters)"
            add(
                "<tr><td><code>\(route.method.rawValue) \(Self.escaped(route.template))</code></td>"
                    + "<td>\(Self.escaped(route.summary))\(query)</td><td>\(roles ?? "open")\(scope)</td></tr>\n")
        }
        add("</table>\n")
    }

    private mutating func addRecords(_ routes: [Route]) {
        add("<h2 id=\"records\">Records</h2>\n")
        var names: Set<String> = []
        for route in routes {
            switch route.answer {
            case .record(let record), .created(let record), .list(let record), .first(let record):
                if names.insert(record.name).inserted { addRecord(record) }
            case .other:
                continue
            }
        }
    }

    private mutating func addRecord(_ record: RecordSchema) {
        add("<h3 id=\"record-\(record.name)\">\(record.name)</h3><p>\(Self.escaped(record.summary))</p>\n<table>\n")
        for member in record.members {
            let note: String
            switch member.mutability {
            case .readOnly: note = "set by the service"
            case .fixed: note = member.isRequired ? "needed; set once" : "set once"
            case .writable: note = member.isRequired ? "needed" : ""
            }
            add(
                "<tr><td><code>\(Self.escaped(member.name))</code></td><td>\(Self.escaped(member.summary))</td>"
                    + "<td>\(Self.escaped(member.kind.phrase))</td><td>\(note)</td></tr>\n")
        }
        add("</table>\n")
    }

    private mutating func addProblems() {
        add("<h2 id=\"problems\">Problems</h2>\n<table><tr><th>Code</th><th>Status</th><th>Meaning</th></tr>\n")
        for kind in Problems.kinds {
            add(
                "<tr id=\"problem-\(kind.code)\"><td><code>\(kind.code)</code></td><td>\(kind.status.code)</td>"
                    + "<td>\(Self.escaped(kind.title))</td></tr>\n")
        }
        add("</table>\n")
    }

    private mutating func addVocabularies(_ vocabularies: Vocabularies) {
        add("<h2 id=\"vocabularies\">Vocabularies</h2>\n<table>\n")
        for name in VocabularyName.allCases {
            let codes = vocabularies[name].terms.map { "<code>\(Self.escaped($0.code))</code>" }.joined(separator: ", ")
            add("<tr><td><code>\(name.rawValue)</code></td><td>\(codes)</td></tr>\n")
        }
        add("</table>\n")
    }

    /// Text as HTML shows it.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
