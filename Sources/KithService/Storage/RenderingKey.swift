/// What a kept rendering shows: which record, in which form, as of which change.
///
/// It borrows its texts from a row, and is gone with it.
struct RenderingKey {
    /// Which kind of record, and which of its members.
    let form: UInt8
    let version: Int64
    let id: UnsafeRawBufferPointer
    /// Of which rows it is made, and as of which change.
    let stamps: UnsafeRawBufferPointer
    /// Of the form and the id alone: a new version takes the place of the old one.
    let hash: UInt64

    /// Names a rendering.
    init(form: UInt8, version: Int64, id: UnsafeRawBufferPointer, stamps: UnsafeRawBufferPointer) {
        self.form = form
        self.version = version
        self.id = id
        self.stamps = stamps
        hash = Self.hash(form, id)
    }

    /// Names whatever is kept in that form, which the id alone tells apart.
    init(form: UInt8, id: UnsafeRawBufferPointer) {
        self.init(form: form, version: 0, id: id, stamps: UnsafeRawBufferPointer(start: nil, count: 0))
    }

    /// FNV-1a by words, mixed as in SplitMix64; ids are random enough for it, and nobody chooses them.
    static func hash(_ form: UInt8, _ id: UnsafeRawBufferPointer) -> UInt64 {
        var hash = 0xCBF2_9CE4_8422_2325 ^ UInt64(form)
        var at = 0
        while at + 8 <= id.count {
            hash = (hash ^ id.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 29
            at += 8
        }
        while at < id.count {
            hash = (hash ^ UInt64(id[at])) &* 0x100_0000_01B3
            at += 1
        }
        hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
        return hash ^ hash >> 31
    }
}

/// What a rendering shows.
enum RenderingForm: UInt8 {
    /// One record, with the members from other tables.
    case whole
    /// The array of a page of records, with the members that a row holds.
    case page
    /// Nothing: it stands for a record of which it is known who reads it.
    case reader
}

extension ResourceKind {
    /// The form in which a rendering's key names the records of this kind.
    func form(_ form: RenderingForm) -> UInt8 {
        number << 2 | form.rawValue
    }
}
