/// What content a client takes: the `Accept` field (RFC 9110 §12.5.1).
public struct Accept: Sendable {
    /// One range of media types with its weight.
    struct Range: Sendable {
        /// The type as bytes in lower case, or nil for `*`.
        var type: [UInt8]?
        var subtype: [UInt8]?
        /// The parameters before `q`, in lower case and without white space.
        var parameters: [[UInt8]]
        /// 0 to 1000.
        var weight: Int
    }

    private let ranges: [Range]

    /// Reads the field of a request; one that is missing or empty takes everything.
    public init(_ fields: Fields) {
        let value = fields.combined(.accept) ?? []
        let members = MediaRangeReader.members(value, separator: ASCII.comma)
        guard !members.isEmpty else {
            ranges = [Range(type: nil, subtype: nil, parameters: [], weight: 1000)]
            return
        }
        ranges = members.compactMap(MediaRangeReader.read)
    }

    /// Chooses among the types that are offered.
    ///
    /// - Parameter offered: media types, the best first, as `application/json`.
    /// - Returns: the index of the one with the highest weight, the first of equals; nil where none is taken: 406.
    public func choose(_ offered: [String]) -> Int? {
        var best: (index: Int, weight: Int)?
        for (index, type) in offered.enumerated() {
            let weight = weight(of: type)
            if weight > best?.weight ?? 0 { best = (index, weight) }
        }
        return best?.index
    }

    /// Chooses among the types that are offered, without reading the field where it is missing, says `*/*`, or names
    /// one of them and nothing else.
    public static func choose(_ offered: [String], for fields: Fields) -> Int? {
        guard fields.count(of: .accept) < 2 else { return Accept(fields).choose(offered) }
        let named = fields.withFirst(.accept) { value -> Int? in
            if value.isEmpty || ASCII.equal(value, "*/*") { return offered.isEmpty ? nil : 0 }
            return offered.firstIndex { type in
                var type = type
                return type.withUTF8 { ASCII.equal(value, UnsafeRawBufferPointer($0)) }
            }
        }
        guard let named else { return offered.isEmpty ? nil : 0 }
        return named ?? Accept(fields).choose(offered)
    }

    /// The weight of a type, 0 to 1000: that of the most specific range that has it.
    private func weight(of offered: String) -> Int {
        guard let type = MediaRangeReader.read(Array(offered.utf8)[...]) else { return 0 }
        var best: (specificity: Int, weight: Int) = (-1, 0)
        for range in ranges {
            guard let specificity = specificity(range, type) else { continue }
            if specificity > best.specificity { best = (specificity, range.weight) }
        }
        return best.weight
    }

    /// How closely a range names a type, or nil where it does not have it.
    private func specificity(_ range: Range, _ offered: Range) -> Int? {
        guard let type = range.type else { return 0 }
        guard type == offered.type else { return nil }
        guard let subtype = range.subtype else { return 1 }
        guard subtype == offered.subtype, range.parameters.allSatisfy(offered.parameters.contains) else { return nil }
        return 2 + range.parameters.count
    }
}
