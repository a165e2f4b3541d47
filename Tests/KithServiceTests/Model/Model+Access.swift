import JSON

@testable import KithService

/// Who may read what: a relationship is the permission.
extension Model {
    /// Who leads a case or, while it is at rest, led it last.
    func holder(of supportCase: String) -> String? { all(.lead, under: supportCase).last?.text("worker") }

    /// Whether a supervisor's team has whoever leads a case.
    func supervises(_ worker: String, _ supportCase: String) -> Bool {
        guard let supervisor = workers[worker], supervisor.role == .supervisor, supervisor.isActive,
            let team = supervisor.team, let holder = holder(of: supportCase)
        else { return false }
        return workers[holder]?.team == team
    }

    /// Whether a worker may let others in to a case.
    func gives(_ worker: String, _ supportCase: String) -> Bool {
        holder(of: supportCase) == worker || supervises(worker, supportCase)
    }

    /// Whether a worker may come to lead a case at rest whose lead has left.
    func succeeds(_ worker: String, _ supportCase: String) -> Bool {
        if gives(worker, supportCase) { return true }
        return workers[worker]?.role == .supervisor && !workers.keys.contains { supervises($0, supportCase) }
    }

    /// Whether a worker may read a case.
    func reads(_ worker: String, case supportCase: String) -> Bool {
        guard find(.supportCase, supportCase) != nil else { return false }
        return gives(worker, supportCase) || isLetIn(worker, supportCase)
            || all(.cover, under: supportCase).contains { $0.text("worker") == worker && isToday($0) }
            || all(.teamMember, under: supportCase).contains { $0.ids("member") == [worker] && isToday($0) }
    }

    /// Whether a worker may read a person.
    func reads(_ worker: String, person: String) -> Bool {
        guard let record = find(.person, person) else { return false }
        let cases = cases(of: person)
        return cases.contains { reads(worker, case: $0) } || (cases.isEmpty && made(worker, record))
            || isLetIn(worker, person)
    }

    /// Whether a worker made a person, and has not left those whom the person is tied to.
    private func made(_ worker: String, _ person: ModelRecord) -> Bool {
        let network = all(.tie).map { $0.ids("from") + $0.ids("to") }.filter { $0.contains(person.id) }.joined()
        let theirs = network.flatMap { cases(of: $0) }
        return person.createdBy == worker && (theirs.isEmpty || theirs.contains { reads(worker, case: $0) })
    }

    /// Whether a worker may know that there is a person: one whom they read, or who is tied to one.
    func knows(_ worker: String, _ person: String) -> Bool {
        guard find(.person, person) != nil else { return false }
        return reads(worker, person: person)
            || all(.tie).contains { tie in
                let ends = tie.ids("from") + tie.ids("to")
                guard ends.contains(person), isTogether(tie) else { return false }
                return ends.contains { $0 != person && reads(worker, person: $0) }
            }
    }

    /// Whether a worker may open a case for a person: not whom they read because they were let in for a time.
    func leads(_ worker: String, _ person: String) -> Bool {
        let cases = cases(of: person)
        guard !cases.isEmpty else { return find(.person, person).map { made(worker, $0) } ?? false }
        return cases.contains { gives(worker, $0) }
    }

    /// Whether a worker may read a record.
    func shows(_ record: ModelRecord, to worker: String) -> Bool {
        switch record.kind {
        case .person: return reads(worker, person: record.id)
        case .supportCase: return reads(worker, case: record.id)
        case .notice: return record.text("worker") == worker
        case .barrier:
            let links = all(.link, under: record.id)
            return record.members["shared"] == true || links.contains { shows($0, to: worker) }
                || (links.isEmpty && record.createdBy == worker)
        case .link: return reads(worker, case: record.text("case") ?? "")
        case .tie:
            let people = (record.ids("from") + record.ids("to")).filter { find(.person, $0) != nil }
            return isTogether(record) && (people.isEmpty || people.contains { reads(worker, person: $0) })
        case .account: return find(.tie, record.text("relationship") ?? "").map { shows($0, to: worker) } ?? false
        case .household: return all(.householdMember, under: record.id).contains { shows($0, to: worker) }
        case .householdMember: return reads(worker, person: record.text("person") ?? "")
        case .apart:
            return [record.text("person"), record.text("other")].contains { reads(worker, person: $0 ?? "") }
        default:
            return reads(worker, case: record.text("case") ?? "") && fits(record, record.members, worker)
        }
    }

    /// The records of a list, as a worker may read them.
    func shown(_ kind: ModelKind, under parent: String? = nil, to worker: String) -> [ModelRecord] {
        if kind == .householdMember, let parent { return livingTogether(parent, to: worker) }
        let records = parent.map { all(kind, under: $0) } ?? all(kind)
        guard let parent, ModelKind.ofCase.contains(kind) else { return records.filter { shows($0, to: worker) } }
        return reads(worker, case: parent) ? records.filter { fits($0, $0.members, worker) } : []
    }

    /// The earlier versions of a record, as somebody may read them who reads the record.
    func versions(of record: ModelRecord, to worker: String) -> [ModelRecord.Earlier] {
        record.earlier.reversed().filter { earlier in
            guard record.kind == .supportCase else { return fits(record, earlier.members, worker) }
            let gone = parted(from: record.id).subtracting(record.ids("people"))
            return gone.isDisjoint(with: ModelRecord.ids(earlier.members["people"]))
        }
    }

    /// Whether a barrier parts two people.
    func isBetween(_ one: String, _ other: String) -> Bool { parted(from: [one]).contains(other) }

    /// Those from whom a barrier parts one of the people of a case.
    func parted(from supportCase: String) -> Set<String> {
        parted(from: find(.supportCase, supportCase)?.ids("people") ?? [])
    }

    /// Whether somebody was let in to a record, and still is.
    func isLetIn(_ worker: String, _ id: String) -> Bool {
        grants.contains { $0.worker == worker && $0.to == id && $0.until > nowText }
    }

    /// The cases that are for a person.
    func cases(of person: String) -> [String] {
        all(.supportCase).filter { $0.ids("people").contains(person) }.map(\.id)
    }

    func parted(from people: [String]) -> Set<String> {
        var parted: Set<String> = []
        for barrier in all(.apart) where barrier.text("until") == nil {
            guard let person = barrier.text("person"), let other = barrier.text("other") else { continue }
            if people.contains(person) { parted.insert(other) }
            if people.contains(other) { parted.insert(person) }
        }
        return parted
    }

    /// Whether a tie holds beside the barriers.
    private func isTogether(_ tie: ModelRecord) -> Bool {
        guard let from = tie.ids("from").first, let to = tie.ids("to").first else { return false }
        return !isBetween(from, to)
    }

    /// Whether days are there today: the first and the last count whole.
    private func isToday(_ record: ModelRecord) -> Bool {
        (record.text("from") ?? "") <= today && record.text("to").map { $0 >= today } ?? true
    }

    /// Whether what a record of a case says is for somebody who reads the case: it names nobody from whom a barrier
    /// parts one of its people, and a restricted note is for its writer, whom it names, and whom it was lent to.
    private func fits(_ record: ModelRecord, _ members: [String: JSONValue], _ worker: String) -> Bool {
        if !record.kind.naming.isEmpty, let supportCase = record.text("case") {
            let named = record.kind.naming.flatMap { ModelRecord.ids(members[$0]) }
            guard named.isEmpty || parted(from: supportCase).isDisjoint(with: named) else { return false }
        }
        guard record.kind == .note, members["visibility"] == "restricted" else { return true }
        return members["by"] == .string(worker) || ModelRecord.ids(members["visible_to"]).contains(worker)
            || isLetIn(worker, record.id)
    }
}
