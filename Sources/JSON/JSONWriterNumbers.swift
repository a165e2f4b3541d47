extension JSONWriter {
    /// Writes a whole number.
    @inlinable
    public mutating func int(_ number: Int64) {
        beginValue(room: 20)
        var magnitude = number.magnitude
        if number < 0 { put(Byte.minus) }
        var digits = 1
        var bound: UInt64 = 10
        while digits < 19 && magnitude >= bound {
            digits &+= 1
            bound &*= 10
        }
        var at = written &+ digits
        written = at
        repeat {
            at &-= 1
            let digit = UInt8(truncatingIfNeeded: magnitude % 10)
            base.storeBytes(of: Byte.zero &+ digit, toByteOffset: at, as: UInt8.self)
            magnitude /= 10
        } while magnitude > 0
    }

    /// Writes a whole number.
    @inlinable
    public mutating func int(_ number: Int) {
        int(Int64(number))
    }

    /// Writes a double so that it reads back as the very same; `null` where it is not finite.
    public mutating func double(_ number: Double) {
        guard number.isFinite else {
            null()
            return
        }
        putPlain(JSONNumber.text(finite: number))
    }

    /// Writes a value that has been read or built.
    ///
    /// One call deeper a level: a value from the reader has at most `JSONLimits.depthCeiling` of them.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let bool): self.bool(bool)
        case .number(let number): putPlain(number.text)
        case .string(let string): self.string(string)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let object):
            beginObject()
            for member in object.members {
                name(member.name)
                self.value(member.value)
            }
            endObject()
        }
    }

    /// Writes a value whose JSON text is there already; that it is one whole value is for the caller to know.
    @inlinable
    public mutating func raw(_ text: UnsafeRawBufferPointer) {
        guard let start = text.baseAddress, !text.isEmpty else {
            assertionFailure("an empty text is no value")
            null()
            return
        }
        beginValue(room: text.count)
        (base + written).copyMemory(from: start, byteCount: text.count)
        written &+= text.count
    }

    /// Writes a value whose JSON text is there already; that it is one whole value is for the caller to know.
    @inlinable
    public mutating func raw(_ text: [UInt8]) {
        text.withUnsafeBytes { raw($0) }
    }

    /// Writes a number's text.
    private mutating func putPlain(_ text: String) {
        var text = text
        text.withUTF8 { raw(UnsafeRawBufferPointer($0)) }
    }
}
