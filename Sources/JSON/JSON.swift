/// JSON texts (RFC 8259): bytes into values, values into text.
public enum JSON {
    /// Reads a text strictly.
    ///
    /// - Parameters:
    ///   - bytes: one value in UTF-8, white space around it, nothing else.
    ///   - limits: how large the text and its parts may be.
    /// - Throws: `JSONError`, which says what stands where.
    public static func read(_ bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) -> JSONValue {
        try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
            try read(UnsafeRawBufferPointer(buffer), limits: limits)
        }
    }

    /// Reads a text strictly.
    ///
    /// - Parameters:
    ///   - bytes: one value in UTF-8, white space around it, nothing else; only read during the call.
    ///   - limits: how large the text and its parts may be.
    /// - Throws: `JSONError`, which says what stands where.
    public static func read(
        _ bytes: UnsafeRawBufferPointer, limits: JSONLimits = .standard
    ) throws(JSONError) -> JSONValue {
        guard let base = bytes.baseAddress, !bytes.isEmpty else {
            throw JSONError(reason: .unexpectedEnd(expected: .value), offset: 0, line: 1, column: 1, pointer: .root)
        }
        var reader = JSONReader(base: base, count: bytes.count, limits: limits)
        do throws(JSONFault) {
            return try reader.readText()
        } catch {
            throw JSONError(reason: error.reason, offset: error.offset, pointer: reader.pointer, in: bytes)
        }
    }

    /// Reads a text strictly.
    ///
    /// - Parameters:
    ///   - text: one value, white space around it, nothing else.
    ///   - limits: how large the text and its parts may be, in bytes of UTF-8.
    /// - Throws: `JSONError`, which says what stands where.
    public static func read(_ text: String, limits: JSONLimits = .standard) throws(JSONError) -> JSONValue {
        try read(Array(text.utf8), limits: limits)
    }

    /// Writes a value without white space.
    public static func text(_ value: JSONValue) -> String {
        var writer = JSONWriter(capacityBytes: 256)
        writer.value(value)
        return writer.withBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// Writes a value for people: a member or an element a line, two spaces a level, a line feed at the end.
    public static func pretty(_ value: JSONValue) -> String {
        var layout = JSONLayout()
        layout.append(value, depth: 0)
        return layout.text + "\n"
    }
}
