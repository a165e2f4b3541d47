/// The field lines of a message, in order, over one run of bytes that was copied once.
///
/// Names are held in lower case and values without the white space around them. Looking up a name walks the lines:
/// there are few, no dictionary is built and no line is lost because another has its name.
public struct Fields: Sendable {
    /// Where a line stands in the bytes.
    struct Line: Sendable {
        var nameStart: UInt32
        var nameCount: UInt32
        var valueStart: UInt32
        var valueCount: UInt32
    }

    /// The storage: a request's whole head, or what `append` put here.
    private(set) var bytes: [UInt8]
    private(set) var lines: [Line]

    /// Makes an empty collection.
    public init() {
        bytes = []
        lines = []
    }

    /// Takes over a head that was parsed: names already in lower case, every line inside the bytes.
    init(bytes: [UInt8], lines: [Line]) {
        self.bytes = bytes
        self.lines = lines
    }

    /// How many lines there are.
    public var count: Int { lines.count }

    /// Whether there are none.
    public var isEmpty: Bool { lines.isEmpty }

    /// Adds a line, as a test or an inner request does.
    ///
    /// - Returns: false, and nothing is added, where the name is no token or the value has a control character.
    @discardableResult
    public mutating func append(_ name: String, _ value: String) -> Bool {
        let name = name.utf8.map(ASCII.lowered)
        let value = Array(value.utf8)[...].trimmed
        guard !name.isEmpty, name.allSatisfy(ASCII.isToken), value.allSatisfy(ASCII.isFieldValue),
            let start = UInt32(exactly: bytes.count), let end = UInt32(exactly: bytes.count + name.count + value.count)
        else { return false }
        let valueStart = start + UInt32(name.count)
        let line = Line(
            nameStart: start, nameCount: valueStart - start, valueStart: valueStart, valueCount: end - valueStart)
        bytes += name
        bytes += value
        lines.append(line)
        return true
    }

    /// The value of the first line of a name, as bytes.
    public func first(_ name: FieldName) -> ArraySlice<UInt8>? {
        first(raw: name.raw)
    }

    /// The value of the first line of a name that is known only at run time, as bytes.
    public func first(named name: String) -> ArraySlice<UInt8>? {
        Array(name.utf8).withUnsafeBytes { first(raw: $0) }
    }

    /// The value of the first line of a name, as text; broken UTF-8 becomes U+FFFD.
    public func string(_ name: FieldName) -> String? {
        first(name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The values of all lines of a name, in order.
    public func all(_ name: FieldName) -> [ArraySlice<UInt8>] {
        lines.filter { matches($0, name.raw) }.map(value)
    }

    /// Whether a line of the name is there.
    public func contains(_ name: FieldName) -> Bool {
        lines.contains { matches($0, name.raw) }
    }

    /// How many lines of the name there are.
    public func count(of name: FieldName) -> Int {
        lines.reduce(0) { matches($1, name.raw) ? $0 + 1 : $0 }
    }

    /// Lends the value of the first line of a name, without a copy.
    ///
    /// - Returns: what `body` returns, or nil where there is no such line.
    public func withFirst<R>(_ name: FieldName, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R? {
        guard let line = lines.first(where: { matches($0, name.raw) }) else { return nil }
        return try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[valueRange(line)])) }
    }

    /// All values of a name as one list, joined by a comma (RFC 9110 §5.3), or nil where there is no such line.
    public func combined(_ name: FieldName) -> ArraySlice<UInt8>? {
        let values = all(name)
        guard values.count > 1 else { return values.first }
        return Array(values.joined(separator: [ASCII.comma, ASCII.space]))[...]
    }

    private func first(raw name: UnsafeRawBufferPointer) -> ArraySlice<UInt8>? {
        lines.first { matches($0, name) }.map(value)
    }

    private func valueRange(_ line: Line) -> Range<Int> {
        Int(line.valueStart)..<Int(line.valueStart + line.valueCount)
    }

    private func value(_ line: Line) -> ArraySlice<UInt8> { bytes[valueRange(line)] }

    private func matches(_ line: Line, _ name: UnsafeRawBufferPointer) -> Bool {
        guard Int(line.nameCount) == name.count else { return false }
        let start = Int(line.nameStart)
        return bytes.withUnsafeBytes { stored in
            for index in 0..<name.count where stored[start + index] != ASCII.lowered(name[index]) { return false }
            return true
        }
    }
}

extension Fields: RandomAccessCollection {
    /// One line: a name in lower case and its value.
    public typealias Element = (name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)

    /// The first position: 0.
    public var startIndex: Int { 0 }

    /// The position behind the last line.
    public var endIndex: Int { lines.count }

    /// The line at a position.
    public subscript(position: Int) -> Element {
        let line = lines[position]
        let start = Int(line.nameStart)
        return (bytes[start..<start + Int(line.nameCount)], value(line))
    }
}
