import JSON
import SQLite

@testable import KithService

/// Random records about random people, written by one worker within one transaction.
struct RandomMerges {
    let access: Access
    let db: Connection
    let now: Instant
    let clock: ManualClock
    private(set) var people: [ID] = []
    private(set) var cases: [ID] = []

    init(_ access: Access, _ transaction: WriteTransaction, _ clock: ManualClock) {
        self.access = access
        self.clock = clock
        db = transaction.db
        now = transaction.now
    }

    /// A transaction whose ids follow from a seed alone.
    func transaction(_ seed: UInt64) -> WriteTransaction {
        WriteTransaction(db: db, now: now, ids: SeededIDSource(seed: seed, clock: clock))
    }

    private static let names = ["Gwen", "Gwenllian", "Tom", "Pugh", "Ann", "Li", "Rhys", "Thomas"]

    /// Says hello to people, and opens cases for some of them.
    mutating func begin(_ random: inout SeededGenerator, _ transaction: WriteTransaction) throws {
        for _ in 0..<6 {
            var person = Draft<Person>()
            person[Person.preferredName] = (0..<2).map { _ in Self.names.randomElement(using: &random) ?? "M." }
                .joined(separator: " ")
            if Bool.random(using: &random) { person[Person.born] = try PartialDate(utf8: "1984-03".utf8) }
            people.append(try PersonStore.create(person, by: access, transaction))
        }
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            var supportCase = Draft<Case>()
            let some = people.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random))
            supportCase[Case.people] = .array(some.map(\.json))
            supportCase[Case.entryRoute] = "self"
            cases.append(try CaseStore.create(supportCase, by: access, transaction))
        }
    }

    /// Writes a record about some of these people; one that would part two people who are in a case is left out.
    func write(_ random: inout SeededGenerator, about some: [ID], _ transaction: WriteTransaction) throws {
        guard let supportCase = cases.randomElement(using: &random) else { return }
        func one() -> ID { some.randomElement(using: &random) ?? some[0] }
        func parties() -> JSONValue {
            .array(some.shuffled(using: &random).prefix(2).map { Party(type: .person, id: $0).json })
        }
        switch Int.random(in: 0..<10, using: &random) {
        case 9:
            let stays = some.shuffled(using: &random).prefix(2).map { JSONValue.object(["person": $0.json]) }
            _ = try HouseholdStore.create(
                Draft<HouseholdRequest>(["members": .array(stays)]), by: access, transaction)
        case 0, 1:
            var contact = Draft<Contact>()
            contact[Contact.note] = "Rang."
            contact[Contact.with] = parties()
            if Bool.random(using: &random) { contact[Contact.present] = parties() }
            _ = try ContactStore.create(in: supportCase, contact, by: access, transaction)
        case 2:
            var note = Draft<Note>()
            note[Note.text] = "Sings."
            note[Note.about] = .array(some.shuffled(using: &random).prefix(2).map(\.json))
            note[Note.whose] = Party(type: .person, id: one())
            _ = try NoteStore.create(in: supportCase, note, by: access, transaction)
        case 3:
            var step = Draft<Step>()
            step[Step.ownWords] = "A choir."
            step[Step.agreedWith] = parties()
            _ = try StepStore.create(in: supportCase, step, by: access, transaction)
        case 4:
            var member = Draft<TeamMember>()
            member[TeamMember.member] = Party(type: .person, id: one())
            member[TeamMember.contribution] = "buddy"
            _ = try TeamMemberStore.create(in: supportCase, member, by: access, transaction)
        case 5, 6:
            let ends = some.shuffled(using: &random).prefix(2)
            guard ends.count == 2 else { return }
            var tie = Draft<Relationship>()
            tie[Relationship.from] = Party(type: .person, id: ends[0])
            tie[Relationship.to] = Party(type: .person, id: ends[1])
            tie[Relationship.tie] = "friend"
            tie[Relationship.inverse] = "friend"
            tie[Relationship.until] = Bool.random(using: &random) ? try PartialDate(utf8: "2020".utf8) : nil
            _ = try RelationshipStore.create(tie, by: access, transaction)
        case 7:
            var consent = Draft<Consent>()
            consent[Consent.person] = one()
            consent[Consent.whatFor] = "A photograph."
            _ = try ConsentStore.create(consent, by: access, transaction)
        default:
            let ends = some.shuffled(using: &random).prefix(2)
            guard ends.count == 2 else { return }
            var barrier = Draft<PersonBarrier>()
            barrier[PersonBarrier.person] = ends[0]
            barrier[PersonBarrier.other] = ends[1]
            barrier[PersonBarrier.barrierKind] = "no_contact"
            // One that has ended parts nobody, and is pointed all the same.
            barrier[PersonBarrier.until] = transaction.now.dateInUTC
            _ = try PersonBarrierStore.create(barrier, by: access, transaction)
        }
    }

    /// Changes a record that there is: adds somebody to it, takes everybody out of it, or says something else.
    func change(_ random: inout SeededGenerator, adding person: ID, _ transaction: WriteTransaction) throws {
        let reading = transaction.reading(by: access)
        func pick(_ table: String) throws -> ID? {
            var found: [ID] = []
            try db.queryText("SELECT id FROM \(table) ORDER BY id", []) { row in
                if let id = ID(row.text(0)) { found.append(id) }
            }
            return found.randomElement(using: &random)
        }
        let act = Int.random(in: 0..<5, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            guard let id = try pick("contacts") else { return }
            var (draft, version) = try read(id, Contact.table, reading)
            if act == 0 { draft[Contact.with] = nil }
            if act > 2 { draft[Contact.with] = appended(draft[Contact.with], Party(type: .person, id: person).json) }
            draft[Contact.note] = "Changed \(act)."
            try ContactStore.update(id, version: version, to: draft, by: access, transaction)
        case 1:
            guard let id = try pick("steps") else { return }
            var (draft, version) = try read(id, Step.table, reading)
            draft[Step.agreedWith] =
                act == 0 ? nil : appended(draft[Step.agreedWith], Party(type: .person, id: person).json)
            try StepStore.update(id, version: version, to: draft, by: access, transaction)
        case 2:
            guard let id = try pick("cases") else { return }
            var (draft, version) = try read(id, Case.table, reading)
            draft[Case.people] = appended(draft[Case.people], person.json)
            draft[Case.whatMatters] = "Changed \(act)."
            try CaseStore.update(id, version: version, to: draft, by: access, transaction)
        default:
            guard let id = try pick("consents") else { return }
            var (draft, version) = try read(id, Consent.table, reading)
            draft[Consent.how] = "Changed \(act)."
            try ConsentStore.update(id, version: version, to: draft, by: access, transaction)
        }
    }

    private func appended(_ list: JSONValue?, _ item: JSONValue) -> JSONValue {
        let items = list?.arrayValue ?? []
        return .array(items.contains(item) ? items : items + [item])
    }

    private func read<Record: Resource>(
        _ id: ID, _ table: Table<Record>, _ reading: ReadTransaction
    ) throws -> (Draft<Record>, Int64) {
        let (members, _, version) = try table.record(id, reading)
        return (Draft(Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }), version)
    }
}
