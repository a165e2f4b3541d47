extension JSONWriter {
    /// Makes room for more bytes.
    @inlinable @inline(__always)
    mutating func reserve(_ count: Int) {
        if capacity &- written < count { grow(count) }
    }

    /// Moves to a buffer at least twice as large.
    @usableFromInline @inline(never)
    mutating func grow(_ count: Int) {
        capacity = max(capacity * 2, written + count)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        larger.copyMemory(from: base, byteCount: written)
        base.deallocate()
        base = larger
    }

    /// Writes a byte that there is room for.
    @inlinable @inline(__always)
    mutating func put(_ byte: UInt8) {
        base.storeBytes(of: byte, toByteOffset: written, as: UInt8.self)
        written &+= 1
    }

    /// Writes the comma that is due, in room that has been made.
    @inlinable @inline(__always)
    mutating func putComma() {
        // Stored in any case and kept only where it is due: no branch to guess wrong.
        base.storeBytes(of: Byte.comma, toByteOffset: written, as: UInt8.self)
        written &+= needsComma ? 1 : 0
    }

    /// Begins a value: makes room for it and its comma, and writes the comma.
    @inlinable @inline(__always)
    mutating func beginValue(room: Int) {
        checkValue()
        reserve(room &+ 1)
        putComma()
        needsComma = true
        needsValue = false
    }

    /// Stops a debug build where no value is due.
    @inlinable @inline(__always)
    func checkValue() {
        assert(depth > 0 || !needsComma, "a second value outside of all arrays and objects")
        assert(depth == 0 || isDeep || needsValue == (objects & 1 == 1), "in an object each value has a name")
    }

    /// Stops a debug build where no name is due.
    @inlinable @inline(__always)
    func checkName() {
        assert(depth > 0 && (isDeep || objects & 1 == 1) && !needsValue, "a name stands only in an object")
    }
}
