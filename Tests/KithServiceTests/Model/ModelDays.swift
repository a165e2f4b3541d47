import JSON

/// From when until when somebody lives somewhere, as far as that is known: each end can be a year, a month or a day.
struct ModelDays {
    let from: String?
    let to: String?

    init(_ members: [String: JSONValue]) {
        from = members["from"]?.stringValue
        to = members["to"]?.stringValue
    }

    /// Whether it surely ends before it begins.
    var isReversed: Bool {
        guard let from, let to else { return false }
        return Self.last(to) < Self.first(from)
    }

    /// Whether both surely have a day in common.
    func meet(_ other: ModelDays) -> Bool { !mayEnd(before: other) && !other.mayEnd(before: self) }

    private func mayEnd(before other: ModelDays) -> Bool {
        guard let to else { return false }
        let end = max(Self.first(to), from.map(Self.first) ?? "")
        return [other.from, other.to].compactMap(\.self).allSatisfy { end < Self.last($0) }
    }

    /// The first and the last day that a date can mean, as texts that sort.
    private static func first(_ date: String) -> String { date + "-01-01".suffix(10 - date.count) }
    private static func last(_ date: String) -> String { date + "-12-31".suffix(10 - date.count) }
}
