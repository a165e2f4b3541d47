internal import JSON

/// The numbers that a person is known by elsewhere.
enum Identifiers {
    /// What a scheme of one's own begins with.
    static let localPrefix = "local:"

    /// Brings an identifier into the form in which it is kept, with a warning where the number is odd.
    static let rule: ShapeKind.ObjectRule = { object, pointer, faults in
        guard let scheme = object["scheme"]?.stringValue, let value = object["value"]?.stringValue else {
            return object
        }
        do throws(Refusal) {
            let number = try canonical(scheme: scheme, value)
            let warning = number.warning.map { [("warning", JSONValue.string($0))] } ?? []
            return JSONObject([("scheme", .string(scheme)), ("value", .string(number.text))] + warning)
        } catch {
            faults.add(pointer.appending(error.member), error.code, error.detail)
            return object
        }
    }

    /// Why an identifier is not taken.
    private struct Refusal: Error {
        let member: String
        let code: FaultCode
        let detail: String
    }

    private static func canonical(
        scheme: String, _ value: String
    ) throws(Refusal) -> (text: String, warning: String?) {
        switch scheme {
        case "nhs_number":
            let number = try read(NHSNumber.self, value)
            return (number.canonical, number.warning)
        case "uprn":
            return (try read(UPRN.self, value).canonical, nil)
        case "nino":
            return (try read(NationalInsuranceNumber.self, value).canonical, nil)
        default:
            guard scheme.hasPrefix(localPrefix), scheme != localPrefix else {
                let known = ["nhs_number", "uprn", "nino", localPrefix + "…"]
                let detail = Decoder.unknown("scheme", scheme, among: known)
                throw Refusal(member: "scheme", code: .unknownCode, detail: detail)
            }
            return (value, nil)
        }
    }

    private static func read<Value: TextValue>(_ type: Value.Type, _ value: String) throws(Refusal) -> Value {
        do throws(Value.Invalid) {
            return try Value(utf8: value.utf8)
        } catch {
            throw Refusal(member: "value", code: .malformed, detail: error.detail)
        }
    }
}
