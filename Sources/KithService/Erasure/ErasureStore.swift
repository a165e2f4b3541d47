internal import JSON
internal import SQLite

extension Erasure {
    /// Decisions to erase in the database.
    static let table = Table<Erasure>()
}

/// Decisions to erase, and erasing.
enum ErasureStore {
    /// Erases a person's record, or decides that it is not erased.
    ///
    /// - Returns: The id of the decision.
    /// - Throws: `AppError.notFound`; `.conflict` where the caller may not decide it, or a legal hold stands;
    ///   `.invalid`; `SQLiteError`.
    static func decide(
        _ person: ID, _ request: Draft<ErasureRequest>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        let reading = transaction.reading(by: access)
        try Person.table.require(person, reading)
        guard try reading.exists(PersonStore.isToErase, person) else {
            throw AppError.conflict(.notTheirsToGive, "Whoever leads or supervises the person's case decides this.")
        }
        try References.check(request, reading)
        if let asked = request[ErasureRequest.rightsRequest], try !transaction.db.exists(isOfPerson, asked, person) {
            throw AppError.invalid([
                Fault(pointer: "/rights_request", code: .inconsistent, detail: "This is no request of the person.")
            ])
        }
        var decision = Draft<Erasure>()
        decision[Erasure.person] = person
        decision[Erasure.ground] = request[ErasureRequest.ground]
        decision[Erasure.rightsRequest] = request[ErasureRequest.rightsRequest]
        if request[ErasureRequest.refused] == true {
            decision[Erasure.whyNot] = request[ErasureRequest.whyNot]
            return try record(decision, erased: [], by: access, transaction)
        }
        return try carryOut(RecordName(.person, person), decision, by: access, transaction)
    }

    /// Erases a person's record or a case with all that hangs on it, and writes down that it was done.
    ///
    /// All of it goes, whoever may read it: what were left would make a lie of the decision. What belongs to somebody
    /// else too, such as a case for two people, stays without the reference.
    ///
    /// - Throws: `AppError.conflict` where a legal hold stands; `SQLiteError`.
    static func carryOut(
        _ start: RecordName, _ decision: Draft<Erasure>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        guard try !isHeld(start, transaction.db) else {
            throw AppError.conflict(
                .legalHold, "A legal hold stands, and nothing of it is erased: end the hold, or refuse with a reason.")
        }
        let reach = try ErasureReach(of: start, transaction.db)
        try EraseRows(reach, start, transaction).run()
        return try record(decision, erased: reach.counts, by: access, transaction)
    }

    /// Whether a legal hold stands on a person, a case, or one that the other belongs to.
    static func isHeld(_ target: RecordName, _ db: Connection) throws -> Bool {
        try db.exists(target.kind == .person ? personIsHeld : caseIsHeld, target.id)
    }

    private static func record(
        _ decision: Draft<Erasure>, erased: [(kind: ResourceKind, count: Int)], by access: Access,
        _ transaction: WriteTransaction
    ) throws -> ID {
        var decision = decision
        decision[Erasure.decidedBy] = access.worker
        decision[Erasure.carriedOut] = decision[Erasure.whyNot] == nil
        decision[Erasure.erased] = .array(
            erased.map { kind, count in
                .object(["kind": .string(kind.rawValue), "count": .number(JSONNumber(Int64(count)))])
            })
        return try Erasure.table.insert(decision, by: access, transaction)
    }

    private static let isOfPerson: SQL = "SELECT 1 FROM rights_requests WHERE id = $1 AND person = $2"
    private static let personIsHeld: SQL = """
        SELECT 1 FROM legal_holds WHERE until IS NULL
            AND (person = $1 OR "case" IN (SELECT "case" FROM case_people WHERE person = $1))
        """
    private static let caseIsHeld: SQL = """
        SELECT 1 FROM legal_holds WHERE until IS NULL
            AND ("case" = $1 OR person IN (SELECT person FROM case_people WHERE "case" = $1))
        """
}
