import JSON

/// The course of a case: its states, and who leads it.
extension Model {
    mutating func move(
        _ id: String, _ body: [String: JSONValue], by worker: String
    ) throws(ModelRefusal) -> ModelAnswer {
        try ModelRefusal.ifAny(faults(.move, body))
        let supportCase = try require(.supportCase, id, under: nil, for: worker)
        guard body["state"] != supportCase.members["state"] else { throw ModelRefusal("already_in_state") }
        var members = supportCase.members
        members["state"] = body["state"]
        members["at_rest_reason"] = body["reason"]
        if body["state"] == "at_rest" {
            endLead(of: id, "at_rest")
            members["lead"] = nil
        } else if supportCase.text("state") == "at_rest" {
            // The door stays open: to the same worker, where that worker is still here.
            let last = holder(of: id) ?? ""
            let isHere = workers[last]?.worksWithPeople == true
            guard isHere || succeeds(worker, id) else { throw ModelRefusal("not_theirs_to_give") }
            let next = isHere ? last : worker
            guard workers[next]?.worksWithPeople == true else { throw ModelRefusal("worker_cannot_lead") }
            beginLead(next, of: id, by: worker)
            members["lead"] = .string(next)
        }
        set(supportCase, members)
        add(.move, body.merging(["case": .string(id)]) { $1 }, by: worker)
        return answer(supportCase)
    }

    mutating func reopen(
        _ id: String, _ body: [String: JSONValue], by worker: String
    ) throws(ModelRefusal) -> ModelAnswer {
        let supportCase = try require(.supportCase, id, under: nil, for: worker)
        guard supportCase.text("state") == "at_rest" else { throw ModelRefusal("not_at_rest") }
        return try move(id, body.merging(["state": "hello"]) { $1 }, by: worker)
    }

    /// Changes the lead: one period ends as the next begins, and who led stays in the team while both are there.
    mutating func hand(_ members: inout [String: JSONValue], by worker: String) throws(ModelRefusal) {
        guard let id = members["case"]?.stringValue, let supportCase = find(.supportCase, id) else { throw .notFound }
        guard let lead = supportCase.text("lead") else { throw ModelRefusal("case_at_rest") }
        guard members["from"]?.stringValue ?? lead == lead else { throw ModelRefusal("lead_changed") }
        guard let next = members["to"]?.stringValue, next != lead else { throw ModelRefusal("already_leads") }
        if let from = members["overlap_from"]?.stringValue, let to = members["overlap_to"]?.stringValue {
            let overlaps = all(.handover, under: id).contains { earlier in
                guard let first = earlier.text("overlap_from"), let last = earlier.text("overlap_to") else {
                    return false
                }
                return first <= to && last >= from
            }
            guard !overlaps else { throw ModelRefusal("overlaps") }
        }
        guard workers[next]?.worksWithPeople == true else { throw ModelRefusal("worker_cannot_lead") }
        members["from"] = .string(lead)
        endLead(of: id, "handover")
        beginLead(next, of: id, chosen: members["chosen_by_person"], by: worker)
        var changed = supportCase.members
        changed["lead"] = .string(next)
        set(supportCase, changed)
        guard let to = members["overlap_to"] else { return }
        let buddy: [String: JSONValue] = [
            "case": .string(id), "member": ["type": "worker", "id": .string(lead)], "contribution": "buddy",
            "from": .string(today), "to": to,
        ]
        add(.teamMember, buddy, by: worker)
    }

    private mutating func endLead(of id: String, _ reason: String) {
        guard let lead = all(.lead, under: id).last else { return }
        set(lead, lead.members.merging(["to": .string(nowText), "end_reason": .string(reason)]) { $1 })
    }

    private mutating func beginLead(_ next: String, of id: String, chosen: JSONValue? = nil, by worker: String) {
        var members: [String: JSONValue] = [
            "case": .string(id), "worker": .string(next), "from": .string(nowText),
        ]
        members["chosen_by_person"] = chosen
        add(.lead, members, by: worker)
    }
}
