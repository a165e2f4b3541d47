internal import JSON

/// How records of a kind become lines of a person's story: said once, for every form in which it is given.
struct StoryLine: Sendable {
    /// When it was, as SQL over the columns of the table: instants, days or partial dates, which sort as text.
    let at: String
    /// What it is, for the one who reads it.
    let heading: @Sendable (JSONObject) -> String
    /// What is told of it, in this order.
    let members: [FieldSpec]
    /// What else holds for what is told; the person is `$1`.
    let condition: String?
    /// Whether others are named as they were given; everywhere else they are left out.
    let namesOthers: Bool

    /// Declares the lines of a kind.
    init<each Value>(
        at: String, _ heading: @autoclosure @escaping @Sendable () -> String, _ members: repeat Field<each Value>,
        where condition: String? = nil, namesOthers: Bool = false
    ) {
        self.init(at: at, saying: { _ in heading() }, repeat each members, where: condition, namesOthers: namesOthers)
    }

    /// Declares the lines of a kind whose heading depends on the record.
    init<each Value>(
        at: String, saying heading: @escaping @Sendable (JSONObject) -> String, _ members: repeat Field<each Value>,
        where condition: String? = nil, namesOthers: Bool = false
    ) {
        self.at = at
        self.heading = heading
        var specs: [FieldSpec] = []
        repeat specs.append((each members).spec)
        self.members = specs
        self.condition = condition
        self.namesOthers = namesOthers
    }
}
