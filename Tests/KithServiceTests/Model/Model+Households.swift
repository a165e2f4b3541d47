import JSON

/// Who lives together, which lets nobody read anything.
extension Model {
    /// The members of a household that are shown beside each other: nobody whom a barrier parts from another whom the
    /// worker reads.
    ///
    /// - Parameter person: Whose household it is, who is there in any case; nil for nobody's.
    func livingTogether(_ household: String, as person: String? = nil, to worker: String) -> [ModelRecord] {
        let read = all(.householdMember, under: household).filter { shows($0, to: worker) }
        let people = Set(read.compactMap { $0.text("person") })
        if let person, !people.contains(person) { return [] }
        return read.filter { member in
            let other = member.text("person") ?? ""
            return other == person || parted(from: [other]).isDisjoint(with: people)
        }
    }

    /// Records who lives together.
    mutating func live(together items: [JSONValue], _ id: String, by worker: String) throws(ModelRefusal) -> ModelAnswer
    {
        let people = items.map { $0["person"]?.stringValue ?? "" }
        func places(_ isWrong: (String) -> Bool) -> [String] {
            people.indices.filter { isWrong(people[$0]) }.map { "/members/\($0)/person" }
        }
        try ModelRefusal.ifAny(places { !reads(worker, person: $0) })
        try ModelRefusal.ifAny(places { !parted(from: [$0]).isDisjoint(with: people) })
        let household = add(.household, [:], id: id, by: worker)
        for (index, item) in items.enumerated() {
            var members =
                item.objectValue.map { object in Dictionary(object.map { ($0.name, $0.value) }) { $1 } } ?? [:]
            members["household"] = .string(id)
            add(.householdMember, members, id: index < madeWithin.count ? madeWithin[index] : nil, by: worker)
        }
        return answer(household, status: 201, to: worker)
    }

    /// Nobody is put beside somebody from whom a barrier parts them; of whom the worker does not read, nothing is told.
    func requireBeside(_ members: [String: JSONValue], _ worker: String) throws(ModelRefusal) {
        let beside = all(.householdMember, under: members["household"]?.stringValue ?? "")
            .filter { shows($0, to: worker) }.compactMap { $0.text("person") }
        guard parted(from: [members["person"]?.stringValue ?? ""]).isDisjoint(with: beside) else {
            throw ModelRefusal(at: ["/person"])
        }
    }

    /// Nobody lives twice in a household on the same days.
    func requireOtherDays(_ members: [String: JSONValue], except id: String?) throws(ModelRefusal) {
        let stays = all(.householdMember, under: members["household"]?.stringValue ?? "").filter {
            $0.id != id && $0.members["person"] == members["person"]
        }
        guard !stays.contains(where: { ModelDays($0.members).meet(ModelDays(members)) }) else {
            throw ModelRefusal("overlaps")
        }
    }
}
