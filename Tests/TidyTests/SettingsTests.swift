import JSON
import Testing

/// Settings are said in three places that must agree: the defaults, their schema, and the table in README.md.
struct SettingsTests {
    struct Setting: Hashable {
        /// Dotted: `log.level`.
        let name: String
        /// As JSON; nil for a setting without one.
        let standard: JSONValue?
    }

    @Test func theSchemaAndTheReadmeHaveTheDefaults() throws {
        let defaults = Self.leaves(try JSON.read(try SourceTree.file("config/kith.json").text))
        let schema = try Self.described(try JSON.read(try SourceTree.file("config/kith.schema.json").text))
        let table = try Self.tabled(try SourceTree.file("README.md"))
        #expect(!defaults.isEmpty)
        #expect(Set(defaults) == Set(schema.filter { $0.standard != nil }))
        #expect(Set(table) == Set(schema))
    }

    /// The members of the settings file, without what is for editors only.
    private static func leaves(_ value: JSONValue, under prefix: String = "") -> [Setting] {
        (value.objectValue?.members ?? []).filter { $0.name != "$schema" }.flatMap { member in
            member.value.objectValue == nil
                ? [Setting(name: prefix + member.name, standard: member.value)]
                : leaves(member.value, under: "\(prefix)\(member.name).")
        }
    }

    private static func described(_ schema: JSONValue, under prefix: String = "") throws -> [Setting] {
        let properties = try #require(schema["properties"]?.objectValue?.members)
        return try properties.filter { $0.name != "$schema" }.flatMap { member in
            let (name, property) = (member.name, member.value)
            #expect(property["description"]?.stringValue?.isEmpty == false, "\(prefix)\(name) is described")
            return property["properties"] == nil
                ? [Setting(name: prefix + name, standard: property["default"])]
                : try described(property, under: "\(prefix)\(name).")
        }
    }

    /// The rows of the README's table, each with its variable of the environment.
    private static func tabled(_ readme: SourceFile) throws -> [Setting] {
        let row = /^\| `([a-z_.]+)` \| `(KITH_[A-Z_]+)` \| (?:`([^`]*)`|none) \| \S/
        return try readme.lines(with: "`KITH_").compactMap { $0.text.firstMatch(of: row) }.map { match in
            let (name, variable) = (String(match.1), String(match.2))
            #expect(variable == "KITH_" + name.uppercased().split(separator: ".").joined(separator: "_"))
            return Setting(name: name, standard: try match.3.map { try JSON.read(String($0)) })
        }
    }
}
