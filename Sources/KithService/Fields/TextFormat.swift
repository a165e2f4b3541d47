internal import JSON

/// Text with a form of its own: how it is checked, and the one way in which it is kept.
struct TextFormat: Sendable {
    /// The name in the API's description.
    let name: String
    /// Whether JSON Schema knows the name (RFC 3339, RFC 3986, RFC 9562).
    var isStandard = false
    /// A pattern that every text of this form meets, for clients that check beforehand.
    var pattern: String?
    /// Every text of this form, where there are only so many.
    var codes: (@Sendable () -> [String])?
    /// A text that passes.
    let example: String
    /// Gives the text in its canonical form, or says what is wrong in plain words.
    let canonical: @Sendable (String) -> Result<String, Malformed>

    /// What is wrong with a text, in words for the one who wrote it.
    struct Malformed: Error {
        let detail: String
        var code = FaultCode.malformed
    }
}

extension TextFormat {
    static let id = of(
        ID.self, name: "uuid", isStandard: true,
        pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", example: "019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e8f")
    static let date = of(LocalDate.self, name: "date", isStandard: true, example: "2026-11-21")
    static let partialDate = of(
        PartialDate.self, name: "partial-date", pattern: "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", example: "1984-03")
    static let postcode = of(Postcode.self, name: "postcode", example: "BS5 6XX")
    static let uprn = of(UPRN.self, name: "uprn", example: "100023336956")

    /// A point in time, kept to the second: a fraction is taken and dropped.
    static let instant = TextFormat(name: "date-time", isStandard: true, example: "2026-11-21T09:30:00Z") { text in
        do throws(Instant.Invalid) {
            return .success(try Instant(text).wholeSecond.canonical)
        } catch {
            return .failure(Malformed(detail: error.detail))
        }
    }

    /// A position: latitude and longitude in degrees, with a comma between.
    static let position = TextFormat(
        name: "position", pattern: #"^-?([1-8]?\d(\.\d+)?|90),-?((1[0-7]|[1-9])?\d(\.\d+)?|180)$"#,
        example: "51.4545,-2.5879"
    ) { text in
        do throws(Position.Invalid) {
            _ = try Position(text)
            return .success(text)
        } catch {
            return .failure(Malformed(detail: error.detail))
        }
    }

    /// A web address.
    static let url = TextFormat(name: "uri", pattern: "^https?://", example: "https://allotment.example.org") { text in
        let isWeb = text.hasPrefix("https://") || text.hasPrefix("http://")
        let isClean = text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && !Array("\"<>".utf8).contains($0) }
        return isWeb && isClean && text.utf8.count > "https://".utf8.count
            ? .success(text)
            : .failure(Malformed(detail: "A web address begins with https:// or http:// and has no spaces."))
    }

    /// A language tag such as `en`, `cy`, `bfi` (RFC 5646, by its shape alone).
    static let language = TextFormat(name: "language", example: "cy") { text in
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let isTag = parts.allSatisfy { (1...8).contains($0.count) && $0.allSatisfy(isLetterOrDigit) }
        return isTag && (parts.first?.count ?? 0) >= 2
            ? .success(text)
            : .failure(Malformed(detail: "A language is a tag, such as en, cy or bfi (British Sign Language)."))
    }

    /// A time of day: `09:30`.
    static let timeOfDay = TextFormat(name: "time-of-day", pattern: "^[0-2][0-9]:[0-5][0-9]$", example: "09:30") {
        text in
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        let areDigits = parts.allSatisfy { $0.count == 2 && $0.allSatisfy { (0x30...0x39).contains($0) } }
        return parts.count == 2 && areDigits && text.prefix(2) < "24" && text.suffix(2) < "60"
            ? .success(text)
            : .failure(Malformed(detail: "A time of day is written as 09:30."))
    }

    /// The format of a value type: its own check, and its canonical text.
    private static func of<Value: TextValue>(
        _ type: Value.Type, name: String, isStandard: Bool = false, pattern: String? = nil, example: String
    ) -> TextFormat {
        TextFormat(name: name, isStandard: isStandard, pattern: pattern, example: example) { text in
            do throws(Value.Invalid) {
                return .success(try Value(utf8: text.utf8).canonical)
            } catch {
                return .failure(Malformed(detail: error.detail))
            }
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}

extension Instant {
    /// The same instant without its fraction of a second.
    var wholeSecond: Instant {
        Instant(milliseconds: seconds * 1000)
    }
}
