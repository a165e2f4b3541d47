internal import JSON

/// The retention rules of an installation: `config/retention.json`, or a file in its place.
struct RetentionRules: Sendable {
    /// Why a file of rules cannot be used.
    struct Unusable: Error, CustomStringConvertible {
        let description: String

        init(_ reason: String) {
            description = "retention.json: \(reason)"
        }
    }

    /// How many rules there are at most.
    static let countMax = 50
    /// The longest authority, in bytes.
    static let authorityBytesMax = 500

    let all: [RetentionRule]

    /// The rule of a class, or nil.
    func rule(_ name: String) -> RetentionRule? {
        all.first { $0.name == name }
    }

    /// Reads the rules.
    ///
    /// - Throws: `Unusable`, which says what is wrong in the file.
    init(file text: String) throws(Unusable) {
        let value: JSONValue
        do {
            value = try JSON.read(Array(text.utf8))
        } catch {
            throw Unusable("\(error)")
        }
        guard case .object(let object) = value, case .array(let items)? = object["rules"] else {
            throw Unusable("it needs rules, a list.")
        }
        if let unknown = object.first(where: { $0.name != "$schema" && $0.name != "rules" }) {
            throw Unusable(Decoder.unknown("member", unknown.name, among: ["rules"]))
        }
        guard items.count <= Self.countMax else { throw Unusable("at most \(Self.countMax) rules are taken.") }
        var rules: [RetentionRule] = []
        for item in items {
            let rule = try Self.rule(item)
            guard !rules.contains(where: { $0.name == rule.name }) else {
                throw Unusable("the class \(rule.name) is there twice.")
            }
            rules.append(rule)
        }
        all = rules
    }

    private static func rule(_ item: JSONValue) throws(Unusable) -> RetentionRule {
        guard case .object(let object) = item, object.count == 4, let name = object["class"]?.stringValue,
            name.wholeMatch(of: /[a-z0-9]+(?:_[a-z0-9]+)*/) != nil, name.utf8.count <= 60,
            let authority = object["authority"]?.stringValue, (1...authorityBytesMax).contains(authority.utf8.count)
        else {
            throw Unusable("each rule has class (lower-case words joined by _), trigger, period and authority.")
        }
        let known = RetentionRule.Trigger.allCases.map(\.rawValue)
        guard let trigger = object["trigger"]?.stringValue.flatMap(RetentionRule.Trigger.init(rawValue:)) else {
            throw Unusable(
                "\(name): " + Decoder.unknown("trigger", object["trigger"]?.stringValue ?? "", among: known))
        }
        guard let period = object["period"]?.stringValue.flatMap({ RetentionPeriod($0) }) else {
            throw Unusable("\(name): the period is an ISO 8601 duration in whole days, such as P6Y or P18M.")
        }
        return RetentionRule(name: name, trigger: trigger, period: period, authority: authority)
    }
}
