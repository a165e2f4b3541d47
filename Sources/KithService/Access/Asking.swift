internal import HTTP

/// What a request says to be let in to a record that its caller stands in no relationship to.
struct Asking: Sendable {
    /// The longest reason, in characters.
    static let reasonCountMax = 500

    let purpose: AccessPolicy.Purpose
    let reason: String
    /// For how long it opens, in seconds.
    let seconds: Int64

    /// Reads the fields of a request.
    ///
    /// - Returns: nil where nothing is asked, or where the caller may not ask for that: the two look the same.
    /// - Throws: `MalformedField` where one of the two fields is missing, or the reason is no words.
    init?(_ fields: HTTP.Fields, _ role: Role, _ policy: AccessPolicy) throws(MalformedField) {
        let (reasons, purposes) = (fields.count(of: Self.reasonField), fields.count(of: Self.purposeField))
        guard reasons + purposes > 0 else { return nil }
        guard reasons == 1, purposes == 1, let bytes = fields.first(Self.reasonField),
            let reason = String(validating: bytes, as: UTF8.self),
            (1...Self.reasonCountMax).contains(reason.unicodeScalars.count),
            reason.unicodeScalars.allSatisfy({ TextScalars.isTaken($0, lines: false) }),
            reason.unicodeScalars.contains(where: TextScalars.isSeen)
        else {
            throw MalformedField(
                detail: "Kith-Access-Reason (1 to \(Self.reasonCountMax) characters of UTF-8) and Kith-Access-Purpose "
                    + "are given together, each once.")
        }
        guard let purpose = fields.string(Self.purposeField).flatMap(AccessPolicy.Purpose.init(rawValue:)),
            let seconds = policy.seconds(for: purpose, role)
        else { return nil }
        self.purpose = purpose
        self.reason = reason
        self.seconds = seconds
    }

    static let reasonField: FieldName = "Kith-Access-Reason"
    static let purposeField: FieldName = "Kith-Access-Purpose"
}
