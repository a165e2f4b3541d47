internal import JSON

/// Tells what became of a feed, record by record as it goes, so that a feed of any length takes constant memory.
public struct ImportReport: Sendable {
    /// How it is told.
    public enum Style: Sendable, Hashable {
        /// A table for people: the records that somebody should look at, or all of them.
        case table(all: Bool)
        /// One JSON object: `entries` with every record, `totals`, `left_out`.
        case json
    }

    /// The width of the columns before the last, in characters: the record's number, the outcome, the name.
    private static let widths = (number: 7, outcome: 9, name: 42)

    private let style: Style
    private var hasEntries = false

    /// Begins a report.
    public init(_ style: Style) {
        self.style = style
    }

    /// The text for one record: to be written as it is; empty where the style passes over it.
    public mutating func text(of entry: ImportEntry) -> String {
        switch style {
        case .table(let all):
            guard all || entry.needsAttention else { return "" }
            defer { hasEntries = true }
            return (hasEntries ? "" : Self.row("record", "outcome", "name", "what about it")) + row(of: entry, all: all)
        case .json:
            defer { hasEntries = true }
            return (hasEntries ? ",\n" : "{\"entries\":[\n") + JSON.text(entry.json)
        }
    }

    /// The text that ends the report.
    public func text(of summary: ImportSummary) -> String {
        switch style {
        case .table: return (hasEntries ? "\n" : "") + summary.words
        case .json:
            let members = JSON.text(summary.json).dropFirst()
            return (hasEntries ? "\n]," : "{\"entries\":[],") + members + "\n"
        }
    }

    private func row(of entry: ImportEntry, all: Bool) -> String {
        let mendings = entry.mendings.filter { all || !$0.isRoutine }.map(\.words)
        let remarks = [entry.reason].compactMap(\.self) + (entry.outcome == .refused ? [] : mendings)
        let isNamed = entry.place.number > 0
        return Self.row(
            isNamed ? "\(entry.place.number)" : "-", entry.outcome.rawValue, entry.name ?? entry.id ?? "",
            entry.place.number > 0 && entry.name != nil
                ? remarks.joined(separator: "; ")
                : (remarks + ["at byte \(entry.place.offset), line \(entry.place.line)"]).joined(separator: "; "))
    }

    private static func row(_ number: String, _ outcome: String, _ name: String, _ remarks: String) -> String {
        let cells = [
            String(repeating: " ", count: max(0, widths.number - number.count)) + number,
            padded(outcome, widths.outcome), padded(name, widths.name), safe(remarks),
        ]
        var line = cells.joined(separator: "  ")[...]
        while line.last == " " { line = line.dropLast() }
        return line + "\n"
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        let text = safe(text)
        let short = text.count > width ? text.prefix(width - 1) + "…" : text[...]
        return short + String(repeating: " ", count: max(0, width - short.count))
    }

    /// A text from outside without what could move a terminal's cursor or turn its direction of writing.
    private static func safe(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let category = scalar.properties.generalCategory
            let isSafe = category != .control && category != .format && category != .lineSeparator
            scalars.append(isSafe && category != .paragraphSeparator ? scalar : " ")
        }
        return String(scalars)
    }
}

extension ImportEntry {
    /// The entry for programs.
    fileprivate var json: JSONValue {
        var object: JSONObject = [
            "record": .number(JSONNumber(Int64(place.number))), "offset": .number(JSONNumber(Int64(place.offset))),
            "line": .number(JSONNumber(Int64(place.line))), "outcome": .string(outcome.rawValue),
        ]
        object["id"] = id.map { .string($0) }
        object["name"] = name.map { .string($0) }
        object["reason"] = reason.map { .string($0) }
        if !mendings.isEmpty { object["mendings"] = .array(mendings.map { .string($0.words) }) }
        return .object(object)
    }
}

extension ImportSummary {
    /// The totals for people.
    fileprivate var words: String {
        var text = "\(records) records: \(self[.added]) added, \(self[.changed]) changed, "
        text += "\(self[.unchanged]) unchanged, \(self[.refused]) refused"
        text += mended > 0 ? "; \(mended) were mended on the way.\n" : ".\n"
        if records > 0 && !hasChanges { text += "Nothing was changed.\n" }
        if !leftOut.isEmpty { text += "Left out: " + leftOutWords.joined(separator: ", ") + ".\n" }
        return text
    }

    private var leftOutWords: [String] {
        let named = leftOut.keys.sorted().map { "\($0) (\(leftOut[$0] ?? 0))" }
        return leftOutUnnamed > 0 ? named + ["others (\(leftOutUnnamed))"] : named
    }

    /// The totals for programs.
    fileprivate var json: JSONValue {
        var totals: JSONObject = ["records": .number(JSONNumber(Int64(records)))]
        for outcome in ImportEntry.Outcome.allCases {
            totals[outcome.rawValue] = .number(JSONNumber(Int64(self[outcome])))
        }
        totals["mended"] = .number(JSONNumber(Int64(mended)))
        var members = leftOut.keys.sorted().map { name in
            JSONValue.object(["member": .string(name), "records": .number(JSONNumber(Int64(leftOut[name] ?? 0)))])
        }
        if leftOutUnnamed > 0 { members.append(.object(["records": .number(JSONNumber(Int64(leftOutUnnamed)))])) }
        return .object(["totals": .object(totals), "left_out": .array(members)])
    }
}
