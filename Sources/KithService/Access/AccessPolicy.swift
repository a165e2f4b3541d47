internal import JSON

/// Who may ask to see what they stand in no relationship to, for what, and for how long: `config/access.json`.
struct AccessPolicy: Sendable {
    /// What somebody may ask for access for.
    enum Purpose: String, Sendable, CaseIterable {
        case directSupport = "direct_support"
        case safeguarding
        case statutoryDuty = "statutory_duty"
        case rightsRequest = "rights_request"
        case quality
    }

    /// Why a policy file cannot be used.
    struct Unusable: Error, CustomStringConvertible {
        let description: String
    }

    private struct Terms {
        let roles: Set<Role>
        let hours: Int64
    }

    /// How long access that was asked for lasts at most, in hours.
    static let hoursMax: Int64 = 24 * 31

    private let terms: [Purpose: Terms]

    /// For how long a role is let in for a purpose, in seconds; nil where it is not.
    func seconds(for purpose: Purpose, _ role: Role) -> Int64? {
        guard let terms = terms[purpose], terms.roles.contains(role) else { return nil }
        return terms.hours * 3600
    }

    /// Reads a policy; a purpose that it does not name is open to nobody.
    ///
    /// - Throws: `Unusable`, which says what is wrong in the file.
    init(file text: String) throws(Unusable) {
        let value: JSONValue
        do {
            value = try JSON.read(Array(text.utf8))
        } catch {
            throw Unusable(description: "access.json: \(error)")
        }
        guard case .object(let object) = value, case .object(let purposes)? = object["purposes"] else {
            throw Unusable(description: "access.json needs purposes, an object.")
        }
        if let unknown = object.first(where: { $0.name != "$schema" && $0.name != "purposes" }) {
            throw Unusable(
                description: "access.json: " + Decoder.unknown("member", unknown.name, among: ["purposes"]))
        }
        var terms: [Purpose: Terms] = [:]
        for (name, value) in purposes {
            guard let purpose = Purpose(rawValue: name) else {
                let known = Purpose.allCases.map(\.rawValue)
                throw Unusable(description: "access.json: " + Decoder.unknown("purpose", name, among: known))
            }
            terms[purpose] = try Self.terms(name, value)
        }
        self.terms = terms
    }

    private static func terms(_ name: String, _ value: JSONValue) throws(Unusable) -> Terms {
        guard case .object(let object) = value, object.count == 2, case .array(let names)? = object["roles"],
            let hours = object["hours"]?.int64Value, (1...hoursMax).contains(hours)
        else {
            throw Unusable(
                description: "access.json: \(name) needs roles, and hours from 1 to \(hoursMax), and nothing else.")
        }
        var roles: Set<Role> = []
        for item in names {
            // The ceiling of every other role ends before people's records.
            guard let role = item.stringValue.flatMap(Role.init(rawValue:)), Roles.casework.allowed.contains(role)
            else { throw Unusable(description: "access.json: the roles of \(name) are practitioner and supervisor.") }
            roles.insert(role)
        }
        return Terms(roles: roles, hours: hours)
    }
}
