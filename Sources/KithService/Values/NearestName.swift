/// Finds the name that a mistyped name was most likely meant to be, for "did you mean" in refusals.
enum NearestName {
    /// Names longer than this, in bytes, are not compared.
    static let bytesMax = 64

    /// The nearest of the known names, or nil where none is near.
    ///
    /// Near is counted in letters put in, left out, changed or swapped with their neighbour: one for a name of up to
    /// three bytes, two up to seven, three beyond. Capital and small letters count as the same, `-` as `_`.
    ///
    /// - Parameters:
    ///   - given: The mistyped name.
    ///   - names: The known names; of two equally near the first is taken.
    static func of(_ given: String, among names: [String]) -> String? {
        guard let given = folded(given) else { return nil }
        var nearest: (name: String, distance: Int)?
        for name in names {
            guard let known = folded(name) else { continue }
            let most = min(given.count <= 3 ? 1 : given.count <= 7 ? 2 : 3, (nearest?.distance ?? .max) - 1)
            guard abs(known.count - given.count) <= most else { continue }
            let distance = distance(given, known)
            guard distance <= most, distance < max(given.count, known.count) else { continue }
            nearest = (name, distance)
            if distance == 0 { break }
        }
        return nearest?.name
    }

    private static func folded(_ name: String) -> [UInt8]? {
        let bytes = name.utf8
        guard !bytes.isEmpty, bytes.count <= bytesMax else { return nil }
        return bytes.map { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 32
            case UInt8(ascii: "-"): UInt8(ascii: "_")
            default: byte
            }
        }
    }

    /// The distance of Damerau and Levenshtein, without changes inside a swap, three rows at a time.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for i in 1...left.count {
            var row = [Int](repeating: i, count: right.count + 1)
            for j in 1...right.count {
                let change = left[i - 1] == right[j - 1] ? 0 : 1
                row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + change)
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                    row[j] = min(row[j], beforeLast[j - 2] + 1)
                }
            }
            (beforeLast, last) = (last, row)
        }
        return last[right.count]
    }
}
