internal import JSON

/// How large the JSON text of a record can be, by the declaration of its members.
enum BodySize {
    /// Room for white space, in bytes: as much as a client puts in that writes for people to read.
    static let spaceBytes = 4096
    /// A byte of text has six at most, where a client escapes all of them (`\u0041`).
    private static let escapedBytesMax = 6
    /// The longest text of a number that a client would write, in bytes.
    private static let numberBytesMax = 64
    /// Quotes, a colon or a comma, and a line's end with its indentation, in bytes.
    private static let signBytes = 24

    /// The largest body that can be right, in bytes.
    static func bytesMax(of members: [FieldSpec]) -> Int {
        members.reduce(spaceBytes) { $0 + $1.name.utf8.count + signBytes + bytesMax(of: $1.kind) }
    }

    private static func bytesMax(of kind: ShapeKind) -> Int {
        switch kind {
        case .text(let bytesMax, _): bytesMax * escapedBytesMax
        case .flag, .integer, .number: numberBytesMax
        case .reference: ID.textByteCount * escapedBytesMax
        // Longer by far than any but a web address, which nobody escapes byte by byte.
        case .code, .format: TextLimits.formatBytesMax
        case .party: PartyFields.specs.reduce(0) { $0 + $1.name.utf8.count + signBytes + bytesMax(of: $1.kind) }
        // As large as a body may be anywhere: what decodes it has its own limit.
        case .anyObject: JSONLimits.standard.bytesMax
        case .list(let element, let countMax): countMax * (bytesMax(of: element) + signBytes)
        case .object(let specs, _): specs.reduce(0) { $0 + $1.name.utf8.count + signBytes + bytesMax(of: $1.kind) }
        }
    }
}
