/// Which arrays and objects are open inside of one value; exact for the outer 64, counted beyond.
struct JSONNesting {
    private(set) var depth = 0
    /// A bit for each level, the outermost lowest, set where it is an object.
    private var objects: UInt64 = 0

    /// Opens an array or an object.
    mutating func open(isObject: Bool) {
        if depth < 64 {
            let bit: UInt64 = 1 << UInt64(depth)
            objects = isObject ? objects | bit : objects & ~bit
        }
        depth += 1
    }

    /// Closes the innermost of a kind, and whatever was left open inside of it; nothing where none is open.
    mutating func close(isObject: Bool) {
        if depth > 64 {
            depth -= 1
            return
        }
        let levels: UInt64 = depth == 64 ? .max : (1 << UInt64(depth)) - 1
        let candidates = (isObject ? objects : ~objects) & levels
        if candidates != 0 { depth = 63 - candidates.leadingZeroBitCount }
    }
}
