internal import SQLite

/// What is due by retention rules, and having it erased.
enum RetentionStore {
    /// How many items one answer has at most.
    static let countMax = 200

    /// What of one rule is due, in the order of ids.
    ///
    /// - Parameters:
    ///   - after: Where the items begin; from the first on where nil.
    ///   - limit: How many at most.
    static func due(
        _ rule: RetentionRule, after: ID?, limit: Int, _ reading: ReadTransaction
    ) throws -> [RetentionItem] {
        // Where the period is longer than there are days before today, nothing is due.
        guard let latest = rule.period.latestBegin(by: reading.today)?.canonical else { return [] }
        var items: [RetentionItem] = []
        let after = after?.canonical ?? ""
        func add(_ row: borrowing Row) throws {
            guard let id = ID(row.text(0)), let since = lastDay(row.string(1)) else { return }
            let isHeld = try ErasureStore.isHeld(RecordName(rule.trigger.kind, id), reading.db)
            items.append(RetentionItem(rule: rule, id: id, since: since, isHeld: isHeld))
        }
        let sql = RetentionSQL.statements[rule.trigger]
        guard let sql else { return [] }
        if let worker = reading.access.worker {
            try reading.db.query(sql.own, latest + "T24", after, limit, worker, reading.nowText) { try add($0) }
        } else {
            try reading.db.query(sql.all, latest + "T24", after, limit) { try add($0) }
        }
        return items
    }

    /// Erases what is due, with the rule as its reason.
    ///
    /// - Returns: The id of the decision.
    /// - Throws: `AppError.notFound`, `.invalid`; `.conflict` where it is not due, a legal hold stands, or the caller
    ///   may not decide it; `SQLiteError`.
    static func confirm(
        _ draft: Draft<RetentionConfirmation>, _ rules: RetentionRules, by access: Access,
        _ transaction: WriteTransaction
    ) throws -> ID {
        let reading = transaction.reading(by: access)
        try References.check(draft, reading)
        let (person, supportCase) = (draft[RetentionConfirmation.person], draft[RetentionConfirmation.supportCase])
        guard let name = draft[RetentionConfirmation.rule], let rule = rules.rule(name), let id = person ?? supportCase,
            rule.trigger.kind == (person == nil ? .supportCase : .person)
        else {
            throw AppError.invalid([
                Fault(
                    pointer: "/class", code: .unknownCode, detail: "There is no rule of this class for such a record.")
            ])
        }
        if let supportCase {
            try LeadStore.requireGiver(of: supportCase, reading)
        } else if try !reading.exists(PersonStore.isToErase, id) {
            throw AppError.conflict(.notTheirsToGive, "Whoever leads or supervises the person's case decides this.")
        }
        guard try isDue(id, rule, reading) else {
            throw AppError.conflict(.notDue, "No rule of this class says yet that it is to go.")
        }
        var decision = Draft<Erasure>()
        decision[Erasure.person] = person
        decision[Erasure.supportCase] = supportCase
        decision[Erasure.ground] = ErasureRequest.retention
        decision[Erasure.rule] = rule.name
        return try ErasureStore.carryOut(RecordName(rule.trigger.kind, id), decision, by: access, transaction)
    }

    private static func isDue(_ id: ID, _ rule: RetentionRule, _ reading: ReadTransaction) throws -> Bool {
        guard let latest = rule.period.latestBegin(by: reading.today)?.canonical,
            let sql = RetentionSQL.statements[rule.trigger]
        else { return false }
        return try reading.db.exists(sql.one, latest + "T24", id)
    }

    /// The day of an instant, or of a date whose day may be behind the last of its month.
    private static func lastDay(_ text: String) -> LocalDate? {
        let day = try? LocalDate(utf8: text.utf8.prefix(10))
        return day ?? (try? PartialDate(String(text.prefix(7))))?.latest
    }
}
