internal import JSON

/// A story as a page to read and to print: plain HTML without scripts, in which everything from outside is escaped.
struct StoryPage: StoryForm {
    let vocabularies: Vocabularies

    func head(_ name: String, madeAt: String, _ record: [(spec: FieldSpec, value: JSONValue)]) -> [UInt8] {
        let title = "What is recorded about \(DocsPage.escaped(name))"
        return Array(
            """
            <!doctype html>
            <html lang="en-GB"><head><meta charset="utf-8"><title>\(title)</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem; }
            article { border-top: 1px solid #767676; padding-top: .5rem; break-inside: avoid; }
            h3 { margin: 0; } dt { font-weight: bold; } dd { margin: 0 0 .5rem; white-space: pre-wrap; }
            dd dl, dd ul { margin: 0; white-space: normal; } table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #767676; }
            </style></head><body><main>
            <h1>\(title)</h1>
            <p>Made on <time datetime="\(madeAt)">\(Self.moment(madeAt))</time>.</p>
            <section aria-labelledby="record"><h2 id="record">The record</h2>
            \(members(record))</section>
            <section aria-labelledby="story"><h2 id="story">What happened, in the order of time</h2>

            """.utf8)
    }

    func entry(_ entry: StoryTeller.Entry, isFirst: Bool) -> [UInt8] {
        Array(
            """
            <article><h3>\(DocsPage.escaped(entry.heading))</h3>
            <p><time datetime="\(entry.at)">\(Self.moment(entry.at))</time></p>
            \(members(entry.members))</article>

            """.utf8)
    }

    func tail(_ summary: StorySummary) -> [UInt8] {
        let rows = summary.lines.map { line in
            let cells = [
                line.purpose ?? "", line.outcome, String(line.times), Self.moment(line.first), Self.moment(line.last),
            ]
            return "<tr><th scope=\"row\">\(DocsPage.escaped(line.asker))</th>"
                + cells.map { "<td>\(DocsPage.escaped($0))</td>" }.joined() + "</tr>\n"
        }
        let heads = ["Who", "For what purpose", "Outcome", "Times", "First", "Last"]
            .map { "<th scope=\"col\">\($0)</th>" }.joined()
        return Array(
            """
            </section>
            <section aria-labelledby="asked"><h2 id="asked">Who asked for it</h2>
            <table><thead><tr>\(heads)</tr></thead><tbody>
            \(rows.joined())</tbody></table></section>
            </main></body></html>

            """.utf8)
    }

    private func members(_ members: [(spec: FieldSpec, value: JSONValue)]) -> String {
        guard !members.isEmpty else { return "" }
        let lines = members.map { spec, value in
            "<dt>\(Self.label(spec.name))</dt><dd>\(text(value, spec.kind))</dd>\n"
        }
        return "<dl>\n\(lines.joined())</dl>\n"
    }

    private func text(_ value: JSONValue, _ kind: ShapeKind) -> String {
        switch (kind, value) {
        case (.code(let name), .string(let code)):
            return DocsPage.escaped(vocabularies[name].term(code)?.label ?? code)
        case (.list(let element, _), .array(let items)):
            return "<ul>" + items.map { "<li>\(text($0, element))</li>" }.joined() + "</ul>"
        case (.object(let specs, _), .object(let object)):
            return members(specs.compactMap { spec in object[spec.name].map { (spec, $0) } })
        case (.format(let format), .string(let text)) where format.name == "date-time":
            return DocsPage.escaped(Self.moment(text))
        case (_, .string(let text)):
            return DocsPage.escaped(text)
        case (_, .bool(let flag)):
            return flag ? "Yes" : "No"
        default:
            return DocsPage.escaped(JSON.text(value))
        }
    }

    /// A member's name as people read it.
    private static func label(_ name: String) -> String {
        let words = name.replacing("_", with: " ")
        return DocsPage.escaped(words.prefix(1).uppercased() + words.dropFirst())
    }

    /// An instant as a day and a time; a day as it is.
    private static func moment(_ text: String) -> String {
        guard text.utf8.count >= 16, text.contains("T") else { return text }
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
    }
}
