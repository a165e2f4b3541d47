internal import JSON

/// The line of each kind that tells of a person.
///
/// Left out are notices, which tell workers who asked (the story ends with who asked); barriers, whose other end must
/// not find it; what stood in the way, which is written for learning and names nobody; legal holds, which may be about
/// a claim that is being prepared; and of a household all but the person's own days in it.
extension ResourceKind {
    /// How a record of this kind is told; nil where it is not.
    var story: StoryLine? {
        switch self {
        case .supportCase:
            StoryLine(
                at: "created_at", "A case was opened", Case.people, Case.state, Case.atRestReason, Case.entryRoute,
                Case.lead, Case.whatMatters, Case.controller, Case.reportingFlags)
        case .move: StoryLine(at: "created_at", "The case moved", Move.state, Move.reason, Move.note)
        case .lead:
            StoryLine(
                at: "\"from\"", "Somebody began to lead the case", Lead.worker, Lead.chosenByPerson, Lead.to,
                Lead.endReason)
        case .cover: StoryLine(at: "\"from\"", "Somebody stood in", Cover.worker, Cover.to, Cover.note)
        case .teamMember:
            StoryLine(
                at: "\"from\"", "Somebody came into the team", TeamMember.member, TeamMember.contribution, TeamMember.to
            )
        case .handover:
            StoryLine(
                at: "created_at", "The lead was handed over", Handover.from, Handover.to, Handover.chosenByPerson,
                Handover.introducedInPerson, Handover.overlapFrom, Handover.overlapTo, Handover.personsView,
                Handover.nextPromisedContact)
        case .contact: Self.contactLine
        case .note: Self.noteLine
        case .step:
            StoryLine(
                at: "created_at", "Something was agreed", Step.ownWords, Step.stepKind, Step.agreedWith, Step.whoActs,
                Step.by, Step.due, Step.doneAt, Step.promise, Step.kept)
        case .pull:
            StoryLine(
                at: "asked_on", "Help was asked for", Pull.what, Pull.from, Pull.by, Pull.arrivedOn, Pull.leadStayed,
                Pull.outcome, Pull.refusalReason)
        case .decision:
            StoryLine(
                at: "decided_on", "A risk was weighed", Decision.what, Decision.acting, Decision.notActing,
                Decision.personsView, Decision.capacityConsidered, Decision.decidedBy, Decision.decision,
                Decision.reasoning, Decision.reviewOn, Decision.doesNoHarm, Decision.staysLegal, Decision.law)
        case .serviceUse: Self.serviceUseLine
        case .relationship:
            StoryLine(
                at: "coalesce(since, created_at)", "A tie", Relationship.from, Relationship.tie, Relationship.to,
                Relationship.since, Relationship.until, namesOthers: true)
        case .account: Self.accountLine
        case .consent:
            StoryLine(
                at: "given_on", "Something was agreed to", Consent.whatFor, Consent.how, Consent.words,
                Consent.withdrawnOn)
        case .shareDecision:
            StoryLine(
                at: "decided_on",
                saying: { $0["shared"]?.boolValue == true ? "Something was shared" : "Something was not shared" },
                ShareDecision.what, ShareDecision.with, ShareDecision.withWhom, ShareDecision.basis,
                ShareDecision.reasoning, ShareDecision.decidedBy, ShareDecision.personTold, ShareDecision.whyNotTold)
        case .rightsRequest:
            StoryLine(
                at: "received_on", "A right was asked for", RightsRequest.rightsKind, RightsRequest.words,
                RightsRequest.state, RightsRequest.dueOn, RightsRequest.extendedOn, RightsRequest.extensionReason,
                RightsRequest.answeredOn, RightsRequest.outcome, RightsRequest.told, RightsRequest.refusalReason)
        case .merge:
            StoryLine(
                at: "created_at", "Two records were found to be about one person", Merge.reason,
                // One that was undone is about somebody else too.
                where: "merges.undone_at IS NULL")
        case .householdMember: Self.householdLine
        case .person, .worker, .agency, .team, .token, .asset, .confirmation, .notice, .audit, .personBarrier,
            .barrier, .barrierLink, .legalHold, .erasure, .household:
            nil
        }
    }

    /// Not what is about others alone, nor what others alleged or said: see what is left out of accounts.
    private static let noteLine = StoryLine(
        at: "created_at",
        saying: { note in
            switch note["standing"]?.stringValue {
            case Standing.observed: "What was observed"
            case Standing.ownWords: "Own words"
            case Standing.opinion: "An opinion"
            default: "What was alleged"
            }
        }, Note.about, Note.text, Note.standing, Note.whose, Note.by, Note.disputeStatement, Note.disputedBy,
        Note.disputedAt,
        where: """
            (notes.about IS NULL OR instr(notes.about, $1) > 0)
            AND (notes.whose_type IS NOT 'person' OR notes.whose_id = $1)
            """)

    private static let householdLine = StoryLine(
        at: #"coalesce("from", created_at)"#, "Lived in a household", HouseholdMember.role, HouseholdMember.from,
        HouseholdMember.to)

    private static let serviceUseLine = StoryLine(
        at: "coalesce(\"on\", \"from\")", "A service was used", ServiceUse.service, ServiceUse.on, ServiceUse.from,
        ServiceUse.to, ServiceUse.count, ServiceUse.source, ServiceUse.note,
        where: "(service_uses.person IS NULL OR service_uses.person = $1)")

    /// Not where it was with others of the people whom the case is for, and not with this one.
    private static let contactLine = StoryLine(
        at: "at", "A contact", Contact.note, Contact.by, Contact.with, Contact.present, Contact.channel, Contact.place,
        Contact.initiatedBy, Contact.minutes, Contact.agency, Contact.demand, Contact.demandVerbatim,
        where: """
            (instr(coalesce(contacts."with", ''), $1) > 0 OR NOT EXISTS (SELECT 1 FROM case_people AS theirs
                WHERE theirs."case" = contacts."case" AND theirs.person <> $1
                    AND instr(coalesce(contacts."with", ''), theirs.person) > 0))
            """)

    /// Not what third people said: it tells of them as well, and to give it needs somebody's judgement (Data Protection
    /// Act 2018, schedule 2, paragraph 16).
    private static let accountLine = StoryLine(
        at: "said_on",
        saying: {
            $0["said_by"]?.stringValue == "person" ? "What the person said of a tie" : "A worker's opinion of a tie"
        },
        Account.relationship, Account.note, Account.circle, Account.strength, Account.strained, Account.flow,
        Account.harmful, Account.contactBarred, where: "accounts.said_by <> 'other'")
}
