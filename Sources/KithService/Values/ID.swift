/// The id of one record: a UUID (RFC 9562), as a rule of version 7, in lower-case text.
///
/// Ids of other versions are taken as they are, because imported records keep the ids of their source.
/// The order of ids is the order of their bytes, which for version 7 is the order of their making.
struct ID: TextValue, Comparable, CustomStringConvertible {
    /// Why a text is not an id.
    enum Invalid: String, InvalidValue {
        case notAnID = "not_an_id"

        var code: String { rawValue }

        var detail: String {
            "This is not an id. An id has 36 characters, hexadecimal in lower case, "
                + "as in 0192f0c1-7a3e-7cc4-9b1e-3f2a5d6c7b80."
        }
    }

    /// The length of the text form in bytes.
    static let textByteCount = 36

    /// The first eight bytes, the most significant first.
    let high: UInt64
    /// The last eight bytes, the most significant first.
    let low: UInt64

    /// Makes an id of its two halves.
    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Makes an id of its 16 bytes in network order, or nil where there are not 16.
    init?(octets: some Collection<UInt8>) {
        guard octets.count == 16 else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for byte in octets {
            high = high << 8 | low >> 56
            low = low << 8 | UInt64(byte)
        }
        self.init(high: high, low: low)
    }

    /// Reads the 36 characters of the text form, lower case only, or gives nil.
    init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.textByteCount else { return nil }
        let read = bytes.withContiguousStorageIfAvailable { Self(text: UnsafeRawBufferPointer($0)) }
        guard let id = read ?? Array(bytes).withUnsafeBytes(Self.init(text:)) else { return nil }
        self = id
    }

    /// Reads 36 bytes: an id is what gives the same text when it is written out again.
    private init?(text: UnsafeRawBufferPointer) {
        func eight(_ place: Int) -> UInt64 { text.loadUnaligned(fromByteOffset: place, as: UInt64.self) }
        func four(_ place: Int) -> UInt64 { UInt64(text.loadUnaligned(fromByteOffset: place, as: UInt32.self)) }
        let hyphen = UInt8(ascii: "-")
        let texts = (eight(0), four(9) | four(14) << 32, four(19) | four(24) << 32, eight(28))
        let (first, second) = (Self.number(texts.0), Self.number(texts.1))
        let (third, last) = (Self.number(texts.2), Self.number(texts.3))
        guard
            (Self.digits(first), Self.digits(second), Self.digits(third), Self.digits(last)) == texts,
            text[8] == hyphen, text[13] == hyphen, text[18] == hyphen, text[23] == hyphen
        else { return nil }
        self.init(high: UInt64(first) << 32 | UInt64(second), low: UInt64(third) << 32 | UInt64(last))
    }

    /// Reads the 36 characters of the text form, lower case only, or gives nil.
    init?(_ text: String) {
        self.init(text.utf8)
    }

    /// Reads the text form.
    ///
    /// - Throws: `Invalid.notAnID` for anything but 36 characters of lower-case text.
    init(utf8 bytes: some Collection<UInt8>) throws(Invalid) {
        guard let id = Self(bytes) else { throw .notAnID }
        self = id
    }

    /// The 16 bytes in network order.
    var octets: [UInt8] {
        [high, low].flatMap { half in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> UInt64($0)) }
        }
    }

    /// The version of the UUID, 7 for those that Kith makes.
    var version: Int { Int(high >> 12 & 0xF) }

    /// When an id of version 7 was made; nil for other versions.
    var madeAt: Instant? {
        version == 7 ? Instant(milliseconds: Int64(high >> 16)) : nil
    }

    /// Makes an id of version 4: of random bits alone, so that it tells nothing of when it was made, or beside what.
    static func random(using generator: inout some RandomNumberGenerator) -> ID {
        ID(high: generator.next() & ~0xF000 | 0x4000, low: generator.next() >> 2 | 1 << 63)
    }

    var canonical: String {
        String(unsafeUninitializedCapacity: Self.textByteCount) { buffer in
            fill(UnsafeMutableRawBufferPointer(buffer))
            return Self.textByteCount
        }
    }

    var description: String { canonical }

    /// Adds the text form, 36 bytes, to a buffer.
    func writeText(to bytes: inout [UInt8]) {
        withText { bytes.append(contentsOf: $0) }
    }

    /// Gives the text form, 36 bytes on the stack, to `body`; it is gone when `body` returns.
    func withText<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try withUnsafeTemporaryAllocation(byteCount: Self.textByteCount, alignment: 1) { buffer in
            fill(buffer)
            return try body(UnsafeRawBufferPointer(buffer))
        }
    }

    static func < (left: ID, right: ID) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }

    /// Fills a buffer of 36 bytes with the text form.
    private func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        let (first, second) = (Self.digits(UInt32(high >> 32)), Self.digits(UInt32(truncatingIfNeeded: high)))
        let (third, last) = (Self.digits(UInt32(low >> 32)), Self.digits(UInt32(truncatingIfNeeded: low)))
        buffer.storeBytes(of: first, toByteOffset: 0, as: UInt64.self)
        buffer.storeBytes(of: UInt32(truncatingIfNeeded: second), toByteOffset: 9, as: UInt32.self)
        buffer.storeBytes(of: UInt32(second >> 32), toByteOffset: 14, as: UInt32.self)
        buffer.storeBytes(of: UInt32(truncatingIfNeeded: third), toByteOffset: 19, as: UInt32.self)
        buffer.storeBytes(of: UInt32(third >> 32), toByteOffset: 24, as: UInt32.self)
        buffer.storeBytes(of: last, toByteOffset: 28, as: UInt64.self)
        for place in [8, 13, 18, 23] { buffer[place] = UInt8(ascii: "-") }
    }

    /// Eight hexadecimal digits as they stand in memory: an id is written out ten times for a request, and a digit by
    /// itself costs a branch.
    private static func digits(_ number: UInt32) -> UInt64 {
        var spread = UInt64(number)
        spread = (spread << 16 | spread) & 0x0000_FFFF_0000_FFFF
        spread = (spread << 8 | spread) & 0x00FF_00FF_00FF_00FF
        spread = (spread << 4 | spread) & 0x0F0F_0F0F_0F0F_0F0F
        let isLetter = (spread &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        let toLetter = UInt64(UInt8(ascii: "a") - 10 - UInt8(ascii: "0"))
        return (spread &+ 0x3030_3030_3030_3030 &+ isLetter &* toLetter).bigEndian
    }

    /// What eight hexadecimal digits say, as they stand in memory; of other characters something or other.
    private static func number(_ digits: UInt64) -> UInt32 {
        let text = digits.bigEndian
        let isLetter = text >> 6 & 0x0101_0101_0101_0101
        var spread = text & 0x0F0F_0F0F_0F0F_0F0F &+ isLetter &* 9
        spread = (spread | spread >> 4) & 0x00FF_00FF_00FF_00FF
        spread = (spread | spread >> 8) & 0x0000_FFFF_0000_FFFF
        return UInt32(truncatingIfNeeded: spread | spread >> 16)
    }
}
