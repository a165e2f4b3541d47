internal import JSON

extension Settings {
    /// What every variable of the environment that is ours begins with.
    public static let environmentPrefix = "KITH_"

    /// Variables of the environment that are no settings: the client's and the tools'.
    static let otherVariables: Set<String> = ["KITH_TOKEN", "KITH_CONFIG"]

    /// The settings that have a flag of their own; the others are given with `--set`.
    private static let flagNames = ["database": "--database", "listen": "--listen"]

    /// Reads the settings of an installation.
    ///
    /// - Parameters:
    ///   - file: The text of the installation's own file with its name, where there is one.
    ///   - environment: The process's environment.
    ///   - flags: What the command line says, by dotted name.
    /// - Throws: `SettingsFault` with all that is wrong.
    public static func read(
        file: (name: String, text: String)?, environment: [String: String], flags: [(name: String, text: String)]
    ) throws(SettingsFault) -> Settings {
        var layers = [(name: "build", object: try object("build", Configuration.text("kith.json") ?? "{}"))]
        if let file { layers.append((file.name, try object(file.name, file.text))) }
        let known = leafSpecs()
        var faults: [String] = []
        for (variable, text) in environment.sorted(by: { $0.key < $1.key })
        where variable.hasPrefix(environmentPrefix) && !otherVariables.contains(variable) && !isOrchestrators(variable)
        {
            let name = known.first { environmentName($0.name) == variable }
            guard let name else {
                let near = NearestName.of(variable, among: known.map { environmentName($0.name) })
                faults.append(
                    "environment: there is no setting \(variable).\(near.map { " Did you mean \($0)?" } ?? "")")
                continue
            }
            layers.append((variable, nest(name.name, value(text, name.kind))))
        }
        for (name, text) in flags {
            guard let leaf = known.first(where: { $0.name == name }) else {
                faults.append("flags: " + Decoder.unknown("setting", name, among: known.map(\.name)))
                continue
            }
            layers.append((flagNames[name] ?? "--set", nest(name, value(text, leaf.kind))))
        }
        guard faults.isEmpty else { throw SettingsFault(faults.joined(separator: "\n")) }
        return try Settings(layers)
    }

    /// Whether a container's orchestrator sets a variable for a service that is itself called kith.
    private static func isOrchestrators(_ variable: String) -> Bool {
        variable.hasPrefix("KITH_SERVICE_") || variable == "KITH_PORT" || variable.hasPrefix("KITH_PORT_")
    }

    /// The name of the variable for a setting: `KITH_LOG_LEVEL` for `log.level`.
    static func environmentName(_ setting: String) -> String {
        environmentPrefix + setting.uppercased().split(separator: ".").joined(separator: "_")
    }

    /// Every setting by its dotted name, with its shape.
    private static func leafSpecs() -> [(name: String, kind: ShapeKind)] {
        fields.specs.flatMap { spec -> [(name: String, kind: ShapeKind)] in
            guard case .object(let members, _) = spec.kind else { return [(spec.name, spec.kind)] }
            return members.map { ("\(spec.name).\($0.name)", $0.kind) }
        }
    }

    private static func object(_ name: String, _ text: String) throws(SettingsFault) -> JSONObject {
        do {
            guard case .object(let object) = try JSON.read(Array(text.utf8)) else {
                throw SettingsFault("\(name): a JSON object is needed.")
            }
            return JSONObject(object.filter { $0.name != "$schema" })
        } catch let fault as SettingsFault {
            throw fault
        } catch {
            throw SettingsFault("\(name): \(error)")
        }
    }

    /// A text from the environment or a flag as JSON: lists have commas between their items.
    private static func value(_ text: String, _ kind: ShapeKind) -> JSONValue {
        switch kind {
        case .list: .array(text.split(separator: ",").map { .string(String($0)) })
        case .flag, .integer, .number: (try? JSON.read(Array(text.utf8))) ?? .string(text)
        default: .string(text)
        }
    }

    private static func nest(_ name: String, _ value: JSONValue) -> JSONObject {
        let parts = name.split(separator: ".").map(String.init)
        let innermost = parts.dropFirst().reversed().reduce(value) { .object(JSONObject([($1, $0)])) }
        return JSONObject([(parts[0], innermost)])
    }
}
