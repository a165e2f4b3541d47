import JSON

/// What of a record's members cannot be true together.
struct ModelContradictions {
    let members: [String: JSONValue]

    /// Where a record of a kind contradicts itself.
    func places(_ kind: ModelKind) -> [String] {
        switch kind {
        case .supportCase: at("/people", members["people"] == [] || areRepeated("people"))
        case .move: at("/reason", has("state") && says("state", "at_rest") != has("reason"))
        case .cover: at("/to", isReversed("from", "to"))
        case .teamMember:
            at("/member", has("member") && !isParty("member", "worker", "person")) + at("/to", isReversed("from", "to"))
        case .handover:
            at("/overlap_to", has("overlap_from") && !has("overlap_to") || isReversed("overlap_from", "overlap_to"))
        case .note: note
        case .step:
            at("/kept", has("kept") && members["promise"] != true || members["kept"] == true && !has("done_at"))
        case .pull: pull
        case .decision: at("/review_on", isReversed("decided_on", "review_on"))
        case .serviceUse: days
        case .tie: at("/to", has("from") && id("from") == id("to")) + at("/until", isReversed("since", "until"))
        case .apart:
            at("/other", has("person") && members["person"] == members["other"])
                + at("/until", isReversed("since", "until"))
        case .household: household
        case .householdMember: at("/to", ModelDays(members).isReversed)
        case .person, .lead, .contact, .barrier, .link, .account, .notice: []
        }
    }

    /// What was observed is its writer's; own words are a person's; nothing is an asset's; readers are of what is
    /// restricted.
    private var note: [String] {
        let isWrong =
            switch text("standing") {
            case "observed": has("whose")
            case "own_words": !isParty("whose", "person")
            default: isParty("whose", "asset")
            }
        return at("/whose", isWrong) + at("/visible_to", has("visible_to") && !says("visibility", "restricted"))
            + at("/about", areRepeated("about")) + at("/visible_to", areRepeated("visible_to"))
    }

    /// Help comes from an agency or a worker; what was refused has a reason and did not come.
    private var pull: [String] {
        let isRefused = says("outcome", "refused")
        return at("/from", has("from") && !isParty("from", "agency", "worker"))
            + at("/refusal_reason", has("refusal_reason") && !isRefused)
            + at("/arrived_on", isRefused ? has("arrived_on") : isReversed("asked_on", "arrived_on"))
    }

    /// A service was used on a day, or from one to another.
    private var days: [String] {
        guard has("on") else { return has("from") ? at("/to", isReversed("from", "to")) : ["/on"] }
        return has("from") ? ["/from"] : at("/to", has("to"))
    }

    /// Each of a household's members is somebody, who is there once at a time; there is at least one.
    private var household: [String] {
        guard let items = members["members"]?.arrayValue else { return [] }
        let stays = items.map {
            $0.objectValue.map { object in Dictionary(object.map { ($0.name, $0.value) }) { $1 } } ?? [:]
        }
        let wrong = stays.indices.flatMap { index in
            ModelContradictions(members: stays[index]).at("/members/\(index)/person", stays[index]["person"] == nil)
                + at("/members/\(index)/to", ModelDays(stays[index]).isReversed)
        }
        guard wrong.isEmpty else { return wrong }
        let repeated = stays.indices.filter { index in
            stays[..<index].contains {
                $0["person"] == stays[index]["person"] && ModelDays($0).meet(ModelDays(stays[index]))
            }
        }
        return at("/members", items.isEmpty) + repeated.map { "/members/\($0)/person" }
    }

    private func at(_ place: String, _ isWrong: Bool) -> [String] { isWrong ? [place] : [] }

    private func has(_ name: String) -> Bool { members[name] != nil }

    private func text(_ name: String) -> String? { members[name]?.stringValue }

    private func says(_ name: String, _ text: String) -> Bool { members[name]?.stringValue == text }

    private func id(_ name: String) -> String? { members[name]?["id"]?.stringValue }

    private func isParty(_ name: String, _ types: String...) -> Bool {
        members[name]?["type"]?.stringValue.map(types.contains) ?? false
    }

    private func isReversed(_ first: String, _ last: String) -> Bool {
        guard let first = text(first), let last = text(last) else { return false }
        return last < first
    }

    private func areRepeated(_ name: String) -> Bool {
        let ids = ModelRecord.ids(members[name])
        return Set(ids).count < ids.count
    }
}
