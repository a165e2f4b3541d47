internal import JSON

/// Whose signed bearer tokens are taken beside the service's own (OpenID Connect).
struct OIDCSettings: Sendable, Hashable {
    /// Who signs the tokens: their claim `iss`, exactly.
    var issuer: String
    /// What the provider calls this service: in their claim `aud`.
    var audience: String
    /// The file with the provider's keys, a JSON Web Key Set.
    var jwksFile: String
    /// The claim that holds the worker's id.
    var workerClaim = "kith_worker"
}

extension OIDCSettings {
    private static let issuerField = Field(
        "issuer", .line, "Who signs the tokens: their claim iss, exactly. Off unless named.")
    private static let audienceField = Field(
        "audience", .line, "What the provider calls this service: in the tokens' claim aud.")
    private static let jwksFileField = Field(
        "jwks_file", .line, "The file with the provider's keys, a JSON Web Key Set; read again when it changes.")
    private static let workerClaimField = Field("worker_claim", .line, "The claim that holds the worker's id.")
        .required()

    /// The setting `oidc`: an issuer, an audience and a file, or none of the three.
    static let shape: Shape<JSONValue> = .object(
        issuerField, audienceField, jwksFileField, workerClaimField,
        rule: { object, pointer, faults in
            let together = [issuerField, audienceField, jwksFileField]
            guard together.contains(where: { object[$0.spec.name] != nil }) else { return object }
            for field in together where object[field.spec.name] == nil {
                faults.add(
                    pointer.appending(field.spec.name), .required,
                    "\(field.spec.name) is needed: \(field.spec.summary)")
            }
            return object
        })

    /// Reads the setting; nil where no provider is named.
    init?(_ setting: JSONValue?) {
        guard let issuer = setting?[Self.issuerField.spec.name]?.stringValue,
            let audience = setting?[Self.audienceField.spec.name]?.stringValue,
            let jwksFile = setting?[Self.jwksFileField.spec.name]?.stringValue,
            let workerClaim = setting?[Self.workerClaimField.spec.name]?.stringValue
        else { return nil }
        self.init(issuer: issuer, audience: audience, jwksFile: jwksFile, workerClaim: workerClaim)
    }
}
