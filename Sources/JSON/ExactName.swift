/// A name that is equal only to the same bytes.
///
/// Swift's strings are equal when their characters look alike (`é` in one code point or in two); RFC 8259 section 8.3
/// compares code units, so names that look alike are two names.
struct ExactName: Hashable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    static func == (left: ExactName, right: ExactName) -> Bool {
        areEqual(left.text, right.text)
    }

    func hash(into hasher: inout Hasher) {
        Self.hash(text, into: &hasher)
    }

    /// Whether two strings have the same bytes.
    static func areEqual(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        let equal = left.utf8.withContiguousStorageIfAvailable { leftBytes in
            right.utf8.withContiguousStorageIfAvailable { leftBytes.elementsEqual($0) }
        }
        if case .some(.some(let equal)) = equal { return equal }
        return left.utf8.elementsEqual(right.utf8)
    }

    /// Feeds a string's bytes to a hasher.
    static func hash(_ text: String, into hasher: inout Hasher) {
        let fed: Void? = text.utf8.withContiguousStorageIfAvailable {
            hasher.combine(bytes: UnsafeRawBufferPointer($0))
        }
        if fed == nil { for byte in text.utf8 { hasher.combine(byte) } }
        hasher.combine(0xFF as UInt8)
    }
}
