/// The rules of what belongs to a case: made from the declaration of its fields, so that none is forgotten.
extension AccessSQL {
    /// Whoever reads the case reads it, where it names nobody from whom a barrier parts one of the case's people.
    static func belongsToCase<Record: Resource>(_ type: Record.Type) -> AccessRule {
        let table = Record.kind.table
        let form: @Sendable (Marks) -> String = { marks in #"\#(table)."case" IN (\#(cases(marks)))"# }
        let naming = Record.fields.specs.filter(\.namesPeople)
        guard !naming.isEmpty else { return AccessRule(single: { form($1) }, list: { [form($0)] }) }
        let row = Place.row(of: table)
        let versions = isApart(naming, in: .revision)
        return AccessRule(
            single: { form($1) }, list: { [form($0)] }, besides: isApart(naming, in: row), versions: { _ in versions })
    }

    /// No contact in a case that names somebody from whom a barrier parts one of the case's people.
    static let contactBesides = belongsToCase(Contact.self).besides ?? "1 = 1"

    /// A note that is restricted is read by whoever wrote it, whoever is named, and whoever was let in to it.
    ///
    /// An earlier version was narrowed as it was then: a note that is opened later does not open what it said before.
    static let note: AccessRule = {
        var rule = belongsToCase(Note.self)
        let apart = rule.versions
        rule.narrows = { isNarrowed(to: $0, in: .row(of: Note.kind.table)) }
        rule.versions = { marks in
            [isNarrowed(to: marks, in: .revision), apart?(marks)].compactMap(\.self).joined(separator: " AND ")
        }
        return rule
    }()

    /// An earlier version of a case is left out where somebody was in it from whom a barrier parts one of its people.
    ///
    /// Two who are both in it still are named by the case itself.
    static func caseVersions(_ marks: Marks) -> String {
        let people = Place.revision.text(of: Case.people.spec)
        return """
            NOT EXISTS (
                SELECT 1 FROM case_people AS own JOIN person_barriers AS barrier
                    ON barrier.until IS NULL AND (barrier.person = own.person OR barrier.other = own.person)
                WHERE own."case" = revisions.id AND \(names(farEnd, in: people)) AND NOT EXISTS (
                    SELECT 1 FROM case_people AS still WHERE still."case" = own."case" AND still.person = \(farEnd)))
            """
    }

    /// Where a record's fields stand: in the columns of its row, or in the body of an earlier version.
    private enum Place: Sendable {
        case row(of: String)
        case revision

        /// The text of a field, or of the id where it is a party; NULL where the record does not say.
        func text(of spec: FieldSpec) -> String {
            switch self {
            case .row(let table): "\(table).\(spec.columns[spec.columns.count - 1])"
            case .revision: "json_extract(revisions.body, '$.\(spec.name)')"
            }
        }

        var id: String {
            switch self {
            case .row(let table): "\(table).id"
            case .revision: "revisions.id"
            }
        }

        /// Whether it names nobody: a column of the row, which an index can hold, so that most rows need not be read.
        func namesNobody(_ texts: [String]) -> String {
            switch self {
            case .row(let table): "\(table).names_nobody"
            case .revision: "(\(texts.map { "\($0) IS NULL" }.joined(separator: " AND ")))"
            }
        }
    }

    private static func isApart(_ naming: [FieldSpec], in place: Place) -> String {
        let texts = naming.map(place.text)
        let all = texts.map { "coalesce(\($0), '')" }.joined(separator: " || ")
        // What holds now refers to nobody who was merged.
        let isNamed = if case .row = place { "instr(\(all), \(farEnd)) > 0" } else { names(farEnd, in: all) }
        return """
            (\(place.namesNobody(texts)) OR NOT EXISTS (
                SELECT 1 FROM case_people AS own JOIN person_barriers AS barrier
                    ON barrier.until IS NULL AND (barrier.person = own.person OR barrier.other = own.person)
                WHERE own."case" = \(place.text(of: Contact.supportCase.spec)) AND \(isNamed)))
            """
    }

    /// Whether an earlier version names a person, by this record of theirs or by one that was merged into it since.
    private static func names(_ person: String, in text: String) -> String {
        """
        (instr(\(text), \(person)) > 0 OR EXISTS (
            SELECT 1 FROM people AS same WHERE same.merged_into = \(person) AND instr(\(text), same.id) > 0))
        """
    }

    private static func isNarrowed(to marks: Marks, in place: Place) -> String {
        """
        (\(place.text(of: Note.visibility.spec)) = 'case_team' OR \(place.text(of: Note.by.spec)) = \(marks.worker)
        OR instr(coalesce(\(place.text(of: Note.visibleTo.spec)), ''), \(marks.worker)) > 0
        OR EXISTS (SELECT 1 FROM note_grants AS lent WHERE lent.note = \(place.id)
            AND lent.worker = \(marks.worker) AND lent."from" <= \(marks.now) AND lent.until > \(marks.now)))
        """
    }

    /// Of a barrier's two people, the one who is not in the case.
    private static let farEnd = "CASE own.person WHEN barrier.person THEN barrier.other ELSE barrier.person END"
}

extension FieldSpec {
    /// Whether its values can name people.
    var namesPeople: Bool { kind.namesPeople }
}

extension ShapeKind {
    fileprivate var namesPeople: Bool {
        switch self {
        case .party, .reference(.person): true
        case .list(let element, _): element.namesPeople
        case .object(let specs, _): specs.contains(where: \.namesPeople)
        case .reference, .text, .flag, .integer, .number, .code, .format, .anyObject: false
        }
    }
}
