/// Elements that wait for their array or object to end: one buffer for a whole text, so that each array is allocated
/// once and at its exact size.
struct JSONStack<Element>: ~Copyable {
    /// The buffer; owned here; the first `count` places are initialised.
    ///
    /// Every access stands behind `count`.
    private var base: UnsafeMutablePointer<Element>
    private var capacity: Int
    /// How many elements there are.
    private(set) var count = 0

    init() {
        capacity = 16
        base = .allocate(capacity: capacity)
    }

    deinit {
        base.deinitialize(count: count)
        base.deallocate()
    }

    /// Puts an element on top.
    @inline(__always)
    mutating func push(_ element: consuming Element) {
        if count == capacity { grow() }
        (base + count).initialize(to: element)
        count &+= 1
    }

    /// An element, counted from the bottom.
    subscript(index: Int) -> Element {
        precondition(index >= 0 && index < count, "a stack has no element there")
        return base[index]
    }

    /// Takes away what lies above a height, in the order it came.
    ///
    /// - Parameter height: a `count` of before.
    mutating func take(above height: Int) -> [Element] {
        precondition(height <= count, "a stack grows and shrinks in order")
        let taken = count - height
        count = height
        var elements: [Element] = []
        elements.reserveCapacity(taken)
        for index in 0..<taken { elements.append((base + height + index).move()) }
        return elements
    }

    /// Whether an element above a height fulfils a condition.
    func contains(above height: Int, where isWanted: (borrowing Element) -> Bool) -> Bool {
        var index = height
        while index < count {
            if isWanted(base[index]) { return true }
            index += 1
        }
        return false
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: base, count: count)
        base.deallocate()
        base = larger
        capacity *= 2
    }
}
