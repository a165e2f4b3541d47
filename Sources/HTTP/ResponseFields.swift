/// The fields of an answer, checked as they are added and held ready to be sent.
///
/// No line can split the answer (names are tokens, values have no control characters), and the fields that frame a
/// message or that the serializer writes itself (`Content-Length`, `Transfer-Encoding`, `Connection`, `Date`) are
/// refused.
public struct ResponseFields: Sendable, Equatable {
    /// The lines as they are sent, each with its CRLF.
    private(set) var bytes: [UInt8] = []

    /// Makes an empty collection.
    public init() {}

    /// Adds a line.
    ///
    /// - Returns: false, and nothing is added, where the value has a control character (CR, LF, NUL …) or the name is
    ///   no token or one of those that the serializer writes.
    @discardableResult
    public mutating func append(_ name: FieldName, _ value: String) -> Bool {
        var value = value
        return value.withUTF8 { append(raw: name.raw, UnsafeRawBufferPointer($0)) }
    }

    /// Adds a line whose value is written in the source; refuses as the other does.
    @discardableResult
    public mutating func append(_ name: FieldName, _ value: StaticString) -> Bool {
        append(raw: name.raw, ASCII.raw(value))
    }

    /// Adds a line whose value is bytes; refuses as the other does.
    @discardableResult
    public mutating func append(_ name: FieldName, bytes value: some Collection<UInt8>) -> Bool {
        let added = value.withContiguousStorageIfAvailable { append(raw: name.raw, UnsafeRawBufferPointer($0)) }
        return added ?? Array(value).withUnsafeBytes { append(raw: name.raw, $0) }
    }

    /// Puts a line in the place of all lines of its name; on refusal nothing is changed.
    @discardableResult
    public mutating func set(_ name: FieldName, _ value: String) -> Bool {
        var changed = self
        changed.remove(name)
        guard changed.append(name, value) else { return false }
        self = changed
        return true
    }

    /// Takes out all lines of a name.
    public mutating func remove(_ name: FieldName) {
        guard contains(name) else { return }
        var kept: [UInt8] = []
        for line in rawLines where !isLine(line, of: name) { kept += line + [ASCII.cr, ASCII.lf] }
        bytes = kept
    }

    /// The value of the first line of a name.
    public func first(_ name: FieldName) -> String? {
        rawLines.first { isLine($0, of: name) }
            .map { String(decoding: $0.dropFirst(name.raw.count + 2), as: UTF8.self) }
    }

    /// Whether a line of the name is there.
    public func contains(_ name: FieldName) -> Bool {
        rawLines.contains { isLine($0, of: name) }
    }

    /// All lines in order, names as they were written.
    public var lines: [(name: String, value: String)] {
        rawLines.map { line in
            let colon = line.firstIndex(of: ASCII.colon) ?? line.endIndex
            return (
                String(decoding: line[..<colon], as: UTF8.self),
                String(decoding: line[colon...].dropFirst(2), as: UTF8.self)
            )
        }
    }

    private var rawLines: [ArraySlice<UInt8>] {
        // No value has a CR or an LF, so each LF ends a line.
        bytes.split(separator: ASCII.lf).map { $0.dropLast() }
    }

    private func isLine(_ line: ArraySlice<UInt8>, of name: FieldName) -> Bool {
        guard let colon = line.firstIndex(of: ASCII.colon) else { return false }
        return line[..<colon].withUnsafeBytes { ASCII.equal($0, name.raw) }
    }

    private mutating func append(raw name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool {
        guard !name.isEmpty, name.allSatisfy(ASCII.isToken), !Self.isReserved(name) else { return false }
        for byte in value where !ASCII.isFieldValue(byte) { return false }
        if bytes.isEmpty { bytes.reserveCapacity(256) }
        bytes.append(contentsOf: name)
        bytes.append(ASCII.colon)
        bytes.append(ASCII.space)
        bytes.append(contentsOf: value)
        bytes.append(ASCII.cr)
        bytes.append(ASCII.lf)
        return true
    }

    private static func isReserved(_ name: UnsafeRawBufferPointer) -> Bool {
        switch name.count {
        case 4: ASCII.equal(name, "date")
        case 10: ASCII.equal(name, "connection")
        case 14: ASCII.equal(name, "content-length")
        case 17: ASCII.equal(name, "transfer-encoding")
        default: false
        }
    }
}
