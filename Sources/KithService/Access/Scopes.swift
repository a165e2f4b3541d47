internal import JSON

/// What of the API a token is for: a set of scopes, each a collection that is read or written.
///
/// The scopes there are follow from the route table: `people:read` is for the routes below `/v1/people` that change
/// nothing. `*:read` stands for all that read. A set is a number with one bit a scope, so that nothing is compared by
/// its text while a request waits.
struct Scopes: Sendable, Hashable {
    /// How many scopes there can be.
    static let countMax = UInt128.bitWidth
    /// The name that stands for every scope that reads.
    static let allReads = "*:read"

    /// Every scope of the route table, in the order of their names.
    private static let single = Set(Resources.routes.compactMap(\.scope)).sorted()
    /// What a token's scopes can be named by.
    static let names = [allReads] + single

    private static let bits = Dictionary(uniqueKeysWithValues: zip(single, single.indices.map { UInt128(1) << $0 }))

    /// Everything that the role allows.
    static let all = Scopes(bits: .max)

    private let bits: UInt128

    private init(bits: UInt128) {
        self.bits = bits
    }

    /// The scopes of those names; of one that there is not any more nothing is given.
    init(named names: some Sequence<String>) {
        bits = names.reduce(0) { $0 | Self.bits(of: $1) }
    }

    /// The scopes that are stored with a token; of a text that is none nothing is given.
    init(stored text: [UInt8]) {
        self.init(named: (try? JSON.read(text))?.arrayValue?.compactMap(\.stringValue) ?? [])
    }

    /// Whether all of the others are among these.
    func contains(_ others: Scopes) -> Bool {
        bits & others.bits == others.bits
    }

    private static func bits(of name: String) -> UInt128 {
        guard name == allReads else { return bits[name] ?? 0 }
        return bits.reduce(0) { $1.key.hasSuffix(":read") ? $0 | $1.value : $0 }
    }
}

extension TextFormat {
    /// The name of a scope.
    static let scope = TextFormat(name: "scope", codes: { Scopes.names }, example: "people:read") { text in
        Scopes.names.contains(text)
            ? .success(text)
            : .failure(Malformed(detail: Decoder.unknown("scope", text, among: Scopes.names), code: .unknownCode))
    }
}

/// The token is not for that, whatever is asked for.
struct ScopeMissing: Error {
    let scope: String
}
