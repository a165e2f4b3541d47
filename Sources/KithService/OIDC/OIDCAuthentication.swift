internal import HTTP
internal import Logging
internal import SQLite

/// Finds out who asks from a bearer token that the identity provider has signed.
struct OIDCAuthentication: Sendable {
    private static let scheme = Array("bearer ".utf8)

    /// The role is that of the worker's record: the provider says who somebody is, and not what they may do.
    private static let findRole: SQL = "SELECT role FROM workers WHERE id = $1 AND active = 1"

    private let verifier: TokenVerifier
    private let logger: Logger

    /// Takes the tokens of a provider.
    ///
    /// - Parameter logger: Told of a key file that cannot be used, and at the level debug why a token is refused.
    /// - Throws: `JSONWebKeyFile.Fault` where there are no keys to begin with.
    init(_ settings: OIDCSettings, clock: any Clock, logger: Logger) throws(JSONWebKeyFile.Fault) {
        let keys = try JSONWebKeyFile(path: settings.jwksFile, clock: clock) { fault in
            logger.error("the keys of the identity provider stay as they were", metadata: ["cause": "\(fault)"])
        }
        verifier = TokenVerifier(settings, keys: keys, clock: clock)
        self.logger = logger
    }

    /// Who asks.
    ///
    /// - Returns: nil where the request has no token of a provider's form: it may have one of the service's own.
    /// - Throws: `TokenNeeded`, whatever is wrong with the token; `SQLiteError`.
    func access(of fields: HTTP.Fields, _ db: Connection) throws -> Access? {
        guard fields.count(of: .authorization) == 1,
            let token = fields.withFirst(.authorization, { Self.token(ofField: $0) }) ?? nil
        else { return nil }
        let name: String
        do throws(TokenRefusal) {
            name = try verifier.worker(of: token)
        } catch {
            throw refused(error)
        }
        guard let worker = ID(name),
            let role = try db.one(Self.findRole, worker, row: { Role(rawValue: $0.string(0)) }),
            let role
        else { throw refused(.noActiveWorker) }
        return Access(worker: worker, role: role, token: nil)
    }

    /// Notes a reason that the caller is not told of.
    private func refused(_ reason: TokenRefusal) -> TokenNeeded {
        logger.debug("bearer token refused", metadata: ["reason": "\(reason.rawValue)"])
        return TokenNeeded()
    }

    /// The token in an Authorization field that has a provider's form; nil where there is none.
    private static func token(ofField value: UnsafeRawBufferPointer) -> [UInt8]? {
        guard value.count > scheme.count, zip(value, scheme).allSatisfy({ $0 == $1 || $0 | 0x20 == $1 }) else {
            return nil
        }
        let token = value[scheme.count...].drop { $0 == UInt8(ascii: " ") }
        guard !token.starts(with: Authentication.prefix.utf8), JSONWebToken.isShape(of: token) else { return nil }
        return Array(token)
    }
}
