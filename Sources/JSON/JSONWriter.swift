/// Writes one JSON text into one growing buffer, commas by itself.
///
/// A value that cannot be copied, passed `inout`: no reference counts and no exclusivity checks on the way. What it
/// holds is always the beginning of a JSON text; a call out of place (a value where a name is due, an end that does
/// not match) is a mistake of the programmer and stops a debug build.
public struct JSONWriter: ~Copyable {
    /// The buffer; owned here, freed by `deinit`.
    ///
    /// Every store stands behind `reserve`.
    @usableFromInline var base: UnsafeMutableRawPointer
    /// How many bytes the buffer has room for.
    @usableFromInline var capacity: Int
    /// How many bytes have been written.
    @usableFromInline var written = 0
    /// Whether a comma is due before the next value or name.
    @usableFromInline var needsComma = false
    /// Whether a name has been written and its value not yet.
    @usableFromInline var needsValue = false
    /// How many arrays and objects are open.
    @usableFromInline var depth = 0
    /// Which of the innermost 64 open ones are objects, innermost lowest; only looked at in debug builds.
    @usableFromInline var objects: UInt64 = 0
    /// Whether more than 64 have been open at once, so that `objects` does not know all of them.
    @usableFromInline var isDeep = false

    /// Makes a writer.
    ///
    /// - Parameter capacityBytes: what to reserve at once; the buffer doubles when it is full.
    public init(capacityBytes: Int = 4096) {
        capacity = max(capacityBytes, 64)
        base = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit {
        base.deallocate()
    }

    /// How many bytes have been written.
    @inlinable public var count: Int { written }

    /// Whether what has been written is one or more whole JSON texts.
    @inlinable public var isComplete: Bool { depth == 0 && written > 0 && !needsValue }

    /// Forgets what has been written and keeps the buffer.
    @inlinable
    public mutating func clear() {
        written = 0
        needsComma = false
        needsValue = false
        depth = 0
        objects = 0
        isDeep = false
    }

    /// Forgets what has been written, and gives back a buffer that has grown large.
    ///
    /// - Parameter capacityBytesMax: a larger buffer is replaced by one of this size.
    public mutating func clear(capacityBytesMax: Int) {
        clear()
        guard capacity > max(capacityBytesMax, 64) else { return }
        base.deallocate()
        capacity = max(capacityBytesMax, 64)
        base = .allocate(byteCount: capacity, alignment: 16)
    }

    /// Opens an object.
    @inlinable
    public mutating func beginObject() {
        open(Byte.openBrace)
        objects |= 1
    }

    /// Closes the innermost object.
    @inlinable
    public mutating func endObject() {
        assert(depth > 0 && (isDeep || objects & 1 == 1) && !needsValue, "no object to end here")
        close(Byte.closeBrace)
    }

    /// Opens an array.
    @inlinable
    public mutating func beginArray() {
        open(Byte.openBracket)
    }

    /// Closes the innermost array.
    @inlinable
    public mutating func endArray() {
        assert(depth > 0 && (isDeep || objects & 1 == 0), "no array to end here")
        close(Byte.closeBracket)
    }

    /// Writes a member's name; its value comes next.
    @inlinable
    public mutating func name(_ name: JSONName) {
        checkName()
        let count = name.rendered.count
        reserve(count + 1)
        putComma()
        name.rendered.withUnsafeBytes { source in
            guard let start = source.baseAddress else { return }
            (base + written).copyMemory(from: start, byteCount: count)
        }
        written &+= count
        needsComma = false
        needsValue = true
    }

    /// Writes a member's name; its value comes next.
    ///
    /// It is for the caller not to write a name twice in one object.
    public mutating func name(_ name: String) {
        checkName()
        putString(name)
        reserve(1)
        put(Byte.colon)
        needsComma = false
        needsValue = true
    }

    /// Writes `true` or `false`.
    @inlinable
    public mutating func bool(_ bool: Bool) {
        if bool { literal("true") } else { literal("false") }
    }

    /// Writes `null`.
    @inlinable
    public mutating func null() {
        literal("null")
    }

    /// Begins a new line, for one JSON text a line; only between whole texts.
    @inlinable
    public mutating func endLine() {
        assert(depth == 0, "a line ends only outside of all arrays and objects")
        reserve(1)
        put(Byte.newline)
        needsComma = false
    }

    /// Copies what has been written.
    public borrowing func bytes() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: written) { target, count in
            UnsafeMutableRawBufferPointer(target).copyMemory(from: UnsafeRawBufferPointer(start: base, count: written))
            count = written
        }
    }

    /// Lends what has been written, for the time of the call.
    @inlinable
    public borrowing func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try body(UnsafeRawBufferPointer(start: base, count: written))
    }

    @inlinable @inline(__always)
    mutating func open(_ byte: UInt8) {
        beginValue(room: 1)
        put(byte)
        needsComma = false
        depth &+= 1
        if depth > 64 { isDeep = true }
        objects &<<= 1
    }

    @inlinable @inline(__always)
    mutating func close(_ byte: UInt8) {
        reserve(1)
        put(byte)
        needsComma = true
        depth &-= 1
        objects &>>= 1
    }

    @inlinable @inline(__always)
    mutating func literal(_ literal: StaticString) {
        let count = literal.utf8CodeUnitCount
        beginValue(room: count)
        (base + written).copyMemory(from: literal.utf8Start, byteCount: count)
        written &+= count
    }
}
