internal import JSON

/// The value of a parameter that takes names of a closed list, with commas between.
enum NameList {
    /// Reads it.
    ///
    /// - Parameters:
    ///   - what: What each is called in a fault.
    ///   - known: The names there are.
    ///   - code: The fault of one that is not known.
    /// - Returns: The names, or nil where the query does not have the parameter.
    /// - Throws: `AppError.invalidQuery` that names each that is not known.
    static func read(
        _ text: String?, _ spec: FieldSpec, _ what: String, among known: [String], _ code: FaultCode = .unknownCode
    ) throws(AppError) -> Set<String>? {
        guard let text else { return nil }
        let names = text.split(separator: ",").map { String($0.filter { $0 != " " }) }
        var faults = Faults()
        if names.isEmpty { faults.add(.root.appending(spec.name), .empty, "Name at least one \(what).") }
        for name in names where !known.contains(name) {
            faults.add(.root.appending(spec.name), code, Decoder.unknown(what, name, among: known))
        }
        guard faults.isEmpty else { throw .invalidQuery(faults.all) }
        return Set(names)
    }
}
