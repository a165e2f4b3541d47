internal import HTTP
internal import JSON
internal import SQLite

/// What the service itself takes of the settings.
struct ServiceSettings: Sendable {
    /// The web origins that browsers may call the API from; none unless configured, and then these exactly.
    var cors = CORS(origins: [])
    /// Whether each request is written to the log.
    var logsAccess = false
    /// Whether a person's access log gives the workers' names beside their roles.
    var accessLogNames = false
    /// Days on which nobody works, beside Saturdays and Sundays.
    var publicHolidays: Set<LocalDate> = []
    /// The largest body of a request, in bytes.
    var bodyBytesMax = JSONLimits.standard.bytesMax
    /// The proxies whose word is taken on where requests come from; none unless configured.
    var trustedProxies = TrustedProxies()
    /// How many requests a second one worker may make.
    var requestsPerSecondOfPrincipal = 100_000
    /// How many requests a second may come from one address with a token.
    var requestsPerSecondOfAddress = 100_000
    /// The text of vocabulary files that replace those of the build, by name.
    var vocabularyFiles: [String: String] = [:]
    /// The text of a file that says who may ask to see what, in the place of the build's.
    var accessFile: String?
    /// The text of a file that says how long what is kept, in the place of the build's.
    var retentionFile: String?
    /// The identity provider whose tokens are taken; none unless configured.
    var oidc: OIDCSettings?

    /// Who may ask to see what they stand in no relationship to.
    ///
    /// - Throws: `AccessPolicy.Unusable` where the file is wrong.
    func accessPolicy() throws(AccessPolicy.Unusable) -> AccessPolicy {
        try AccessPolicy(file: accessFile ?? Configuration.text("access.json") ?? "")
    }

    /// How long what is kept.
    ///
    /// - Throws: `RetentionRules.Unusable` where the file is wrong.
    func retentionRules() throws(RetentionRules.Unusable) -> RetentionRules {
        try RetentionRules(file: retentionFile ?? Configuration.text("retention.json") ?? "")
    }

    /// The vocabularies of the build, with the configurable ones replaced by this installation's.
    ///
    /// - Throws: `Vocabulary.Unusable` where a file is wrong, or would change a closed list.
    func vocabularies() throws(Vocabulary.Unusable) -> Vocabularies {
        let builtIn = try Vocabularies.builtIn.get()
        for name in vocabularyFiles.keys.sorted() {
            guard let known = VocabularyName(rawValue: name) else {
                throw Vocabulary.Unusable(description: "There is no vocabulary \(name).")
            }
            guard builtIn[known].isConfigurable else {
                throw Vocabulary.Unusable(description: "The vocabulary \(name) is closed: it cannot be replaced.")
            }
        }
        return try Vocabularies { name in
            vocabularyFiles[name.rawValue] ?? Configuration.text("vocabularies/\(name.rawValue).json")
        }
    }
}

/// Cross-origin requests: off unless origins are configured, and then for these exactly.
struct CORS: Sendable {
    let origins: [String]

    /// The fields that let a browser page of a configured origin read the answer.
    func fields(for request: RequestHead) -> ResponseFields {
        var fields = ResponseFields()
        guard !origins.isEmpty else { return fields }
        fields.append(.vary, "Origin")
        guard let origin = request.fields.string(.origin), origins.contains(origin) else { return fields }
        fields.append("Access-Control-Allow-Origin", origin)
        fields.append(
            "Access-Control-Expose-Headers", "ETag, Location, Link, Retry-After, Kith-Request-Id, Idempotency-Replayed")
        guard request.method == .options else { return fields }
        fields.append("Access-Control-Allow-Methods", "GET, HEAD, POST, PATCH, DELETE")
        fields.append(
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, Kith-Access-Reason, "
                + "Kith-Access-Purpose, Kith-On-Behalf-Of, Last-Event-ID")
        fields.append("Access-Control-Max-Age", "600")
        return fields
    }
}
