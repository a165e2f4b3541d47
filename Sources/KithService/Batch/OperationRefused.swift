internal import HTTP
internal import JSON

/// An operation of a batch could not be done, and so nothing was.
struct OperationRefused: Error {
    /// Which one, counted from 0.
    let index: Int
    /// Why, as it would be by itself.
    let cause: any Error
    /// What comes into the trail of the operations that were looked at.
    let rows: [AuditEntry]

    /// The status that the operations before it have in the trail: done, and undone with it (424, RFC 4918 section
    /// 11.4).
    static let undone = Status(424) ?? .conflict

    /// The problem of the batch: that of the operation, with its place.
    func placed(_ refusal: Problems.Refusal) -> Problems.Refusal {
        var placed = refusal
        placed.document.extra["operation"] = .number(JSONNumber(Int64(index)))
        var place = JSONPointer.root.appending(Batch.operations.spec.name).appending(index)
        switch cause {
        case AppError.invalidQuery:
            place = place.appending(Batch.path.spec.name)
            for fault in placed.document.errors.indices { placed.document.errors[fault].pointer = place.text }
        case AppError.stale:
            // The tag may be of a state that is undone with the batch: another that follows could be taken for it.
            placed.fields = []
        default:
            place = place.appending(Batch.body.spec.name)
            for fault in placed.document.errors.indices {
                placed.document.errors[fault].pointer = place.text + placed.document.errors[fault].pointer
            }
        }
        return placed
    }
}
