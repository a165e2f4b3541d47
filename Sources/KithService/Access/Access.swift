/// Who asks, and what they may: every store method takes it.
struct Access: Sendable, Hashable {
    /// The worker whose token this is; nil for the command line, which works on the file directly.
    ///
    /// Through a front end it is the worker who is signed in there.
    let worker: ID?
    /// The ceiling of what the token may do.
    let role: Role
    /// The token itself; nil for the command line, and for a token of the identity provider, which is not kept here.
    let token: ID?
    /// What of the role the token is for.
    var scopes = Scopes.all
    /// Whom the token may act for, as long as it was not looked at whom it does; nil for all but a front end's.
    var actsFor: ActsFor?
    /// The front end's own worker, where it acts for `worker`.
    var account: ID?

    /// The command line's: whoever can read and write the database file can do all that is in it.
    static let operatorOfTheFile = Access(worker: nil, role: .admin, token: nil)
}

/// The ceiling of what an account may do; never by itself a grant to a person's record.
enum Role: String, Sendable, CaseIterable {
    case practitioner, supervisor, connector, learner, auditor, admin
}

/// Which roles a route is open to.
struct Roles: Sendable, Hashable {
    let allowed: Set<Role>

    private init(_ roles: Role...) {
        allowed = Set(roles)
    }

    /// Those who work with people.
    static let casework = Roles(.practitioner, .supervisor)
    /// Those who decide what is kept, and let others do so.
    static let supervision = Roles(.supervisor)
    /// Those who decide to erase, and those who look after the trail.
    static let erasures = Roles(.supervisor, .auditor)
    /// Those who work with people, and those who know the neighbourhood.
    static let neighbourhood = Roles(.practitioner, .supervisor, .connector)
    /// Those who work with people, and those who learn from what stood in the way.
    static let learning = Roles(.practitioner, .supervisor, .learner)
    /// Those for whom front ends may act.
    static let throughFrontEnds = Roles(.practitioner, .supervisor, .connector, .learner)
    /// Those who look after the trail.
    static let audit = Roles(.auditor)
    /// Those who can tell a person who asked about them.
    static let accessLog = Roles(.practitioner, .supervisor, .auditor)
    /// Those who keep accounts and lists.
    static let administration = Roles(.admin)
    /// Those who add agencies and teams.
    static let organisations = Roles(.practitioner, .supervisor, .connector, .admin)
    /// Everybody with a valid token.
    static let everybody = Roles(.practitioner, .supervisor, .connector, .learner, .auditor, .admin)
}
