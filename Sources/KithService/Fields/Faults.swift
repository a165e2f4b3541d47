internal import JSON

/// One thing that is wrong with a body or a query.
struct Fault: Sendable, Hashable {
    /// Where in the body, as a JSON Pointer; for a query the parameter's name as one.
    let pointer: String
    let code: FaultCode
    /// What is wrong and what to do, in plain words.
    let detail: String
}

/// The kinds of fault there are: stable words on the wire.
enum FaultCode: String, Sendable, CaseIterable {
    case unknownMember = "unknown_member"
    case unknownParameter = "unknown_parameter"
    case required
    case wrongType = "wrong_type"
    case empty
    case tooLong = "too_long"
    case tooMany = "too_many"
    case outOfRange = "out_of_range"
    case unknownCode = "unknown_code"
    case malformed
    case readOnly = "read_only"
    case fixed
    case unknownReference = "unknown_reference"
    case inconsistent
    case repeated
    case notInBatch = "not_in_batch"
}

/// The faults of one request, gathered until all are known.
struct Faults: Sendable {
    /// How many faults one answer names; a body with more is told of the first ones.
    static let countMax = 100

    private(set) var all: [Fault] = []

    /// Whether none was found.
    var isEmpty: Bool { all.isEmpty }

    /// Notes one fault.
    mutating func add(_ pointer: @autoclosure () -> JSONPointer, _ code: FaultCode, _ detail: @autoclosure () -> String)
    {
        guard all.count < Self.countMax else { return }
        all.append(Fault(pointer: pointer().description, code: code, detail: detail()))
    }

    /// Notes the faults that were found elsewhere.
    mutating func add(_ others: Faults) {
        all.append(contentsOf: others.all.prefix(Self.countMax - all.count))
    }

    /// Ends here where any fault was found.
    ///
    /// - Throws: `AppError.invalid` with all of them.
    func throwIfAny() throws(AppError) {
        if !isEmpty { throw .invalid(all) }
    }
}
