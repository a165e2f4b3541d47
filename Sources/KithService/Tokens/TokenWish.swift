internal import JSON

extension Installation {
    /// What is wrong with what a token is to be for, with the nearest names; nil where nothing is.
    ///
    /// - Parameters:
    ///   - scopes: What it is for; all that the role allows where there are none.
    ///   - actsFor: For a front end: whom it may act for.
    public static func fault(ofRole role: String, scopes: [String] = [], actsFor: String? = nil) -> String? {
        do throws(SettingsFault) {
            _ = try tokenDraft(role: role, scopes: scopes, actsFor: actsFor)
            return nil
        } catch {
            return error.description
        }
    }

    /// The draft of a token, as yet without its worker and label.
    ///
    /// - Throws: `SettingsFault` with all that is wrong.
    static func tokenDraft(role: String, scopes: [String], actsFor: String?) throws(SettingsFault) -> Draft<Token> {
        guard Role(rawValue: role) != nil else {
            throw SettingsFault(Decoder.unknown("role", role, among: Role.allCases.map(\.rawValue)))
        }
        var object: [(String, JSONValue)] = [(Token.role.spec.name, .string(role))]
        if !scopes.isEmpty { object.append((Token.scopes.spec.name, .array(scopes.map(JSONValue.string)))) }
        if let actsFor { object.append((Token.actsFor.spec.name, .string(actsFor))) }
        // Roles and whom front ends act for are closed lists: an installation has no others than the build.
        var decoder = Decoder(vocabularies: (try? Vocabularies.builtIn.get()) ?? Vocabularies(none: ()))
        let specs = [Token.role.spec, Token.scopes.spec, Token.actsFor.spec]
        let draft = Draft<Token>(decoder.members(of: JSONObject(object), specs, at: .root))
        decoder.check { Token.check(draft, &$0) }
        guard decoder.faults.isEmpty else {
            throw SettingsFault(decoder.faults.all.map(\.detail).joined(separator: "\n"))
        }
        return draft
    }
}
