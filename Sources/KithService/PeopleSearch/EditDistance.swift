/// How many slips of the pen lie between two words: a letter too many, too few, wrong, or two that changed places.
///
/// The optimal string alignment distance (Damerau 1964, without a second change of letters that changed places).
enum EditDistance {
    /// The distance of two words, or nil where it is greater than a bound.
    static func between(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar], atMost bound: Int) -> Int? {
        guard abs(one.count - other.count) <= bound else { return nil }
        guard !one.isEmpty, !other.isEmpty else { return max(one.count, other.count) }
        var beforeLast: [Int] = []
        var last = Array(0...other.count)
        for row in 1...one.count {
            var this = [row] + repeatElement(0, count: other.count)
            for column in 1...other.count {
                let isSame = one[row - 1] == other[column - 1]
                var least = min(last[column] + 1, this[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1))
                if row > 1, column > 1, one[row - 1] == other[column - 2], one[row - 2] == other[column - 1] {
                    least = min(least, beforeLast[column - 2] + 1)
                }
                this[column] = least
            }
            guard let least = this.min(), least <= bound else { return nil }
            (beforeLast, last) = (last, this)
        }
        return last[other.count] <= bound ? last[other.count] : nil
    }
}
