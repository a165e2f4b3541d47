internal import HTTP

/// Which media types a request sends and takes.
enum Negotiation {
    private static let plainJSON = Array("application/json".utf8)

    /// The best of the types that a route can answer with.
    ///
    /// - Throws: `NotAcceptable` where the client takes none of them.
    static func choose(_ offers: [MediaType], _ fields: HTTP.Fields) throws(NotAcceptable) -> MediaType {
        guard fields.contains(.accept) else { return offers[0] }
        let names = offers.map(\.rawValue)
        guard let index = Accept.choose(names, for: fields), offers.indices.contains(index) else {
            throw NotAcceptable(offers: names)
        }
        return offers[index]
    }

    /// Makes sure that the body is JSON, or a merge patch where one is meant.
    ///
    /// - Throws: `UnsupportedMediaType`.
    static func requireJSON(_ fields: HTTP.Fields, isPatch: Bool) throws(UnsupportedMediaType) {
        let wanted = isPatch ? "application/merge-patch+json" : "application/json"
        let isPlain = fields.withFirst(.contentType) { $0.elementsEqual(Self.plainJSON) } ?? false
        if isPlain && fields.count(of: .contentType) == 1 { return }
        guard fields.count(of: .contentType) == 1, let field = fields.string(.contentType) else {
            throw UnsupportedMediaType(wanted: wanted)
        }
        let parts = field.lowercased().split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
        let isKnown = parts.first == "application/json" || (isPatch && parts.first == "application/merge-patch+json")
        let areKnown = parts.dropFirst().allSatisfy { $0 == "charset=utf-8" || $0 == "charset=\"utf-8\"" }
        guard isKnown, areKnown else { throw UnsupportedMediaType(wanted: wanted) }
    }
}
