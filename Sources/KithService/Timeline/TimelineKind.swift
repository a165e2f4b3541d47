/// One kind of entry in the timeline of a case: which records these are, and when each happened.
///
/// What is read of a record, and who may read it, follow from its declaration and its rule of access.
struct TimelineKind: Sendable {
    let name: String
    /// What its records look like.
    let schema: RecordSchema
    /// The column that says when it happened: an instant, or a day.
    let at: String
    /// The table, and the columns that are read of it.
    let table: String
    let selection: String
    let columns: [Column]
    /// How many columns the selection has: the version, and those of the fields.
    let width: Int
    /// Whom a record is narrowed to, of those who read the case, and which barriers leave it out.
    let conditions: [String]

    private init<Record: Resource>(_ table: Table<Record>, at column: String) {
        name = Record.kind.rawValue
        schema = RecordSchema(table)
        at = column
        self.table = table.name
        selection = table.selection
        columns = table.columns
        width = 1 + Record.fields.withStandardFields.flatMap(\.columns).count
        conditions = [table.rule?.besides, table.rule?.narrows?(.list)].compactMap(\.self).map { "(\($0))" }
    }

    private init<Record: Resource, When: FieldValue>(_ table: Table<Record>, at field: Field<When>) {
        self.init(table, at: field.spec.columns[0])
    }

    /// Every kind that a timeline has.
    ///
    /// A note, a step and a handover stand where they were written down; what was asked for, decided or used stands on
    /// its day.
    static let all = [
        TimelineKind(Contact.table, at: Contact.at),
        TimelineKind(Note.table, at: StandardFields.createdAt),
        TimelineKind(Step.table, at: StandardFields.createdAt),
        TimelineKind(Pull.table, at: Pull.askedOn),
        TimelineKind(Decision.table, at: Decision.decidedOn),
        TimelineKind(ServiceUse.table, at: "happened_on"),
        TimelineKind(Move.table, at: StandardFields.createdAt),
        TimelineKind(Lead.table, at: Lead.from),
        TimelineKind(Handover.table, at: StandardFields.createdAt),
        TimelineKind(Cover.table, at: Cover.from),
        TimelineKind(TeamMember.table, at: TeamMember.from),
    ]

    /// How many columns the widest kind has: the others are filled up to it.
    static let widthMax = all.map(\.width).max() ?? 0
}
