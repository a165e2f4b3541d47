/// The proxies in front of a service whose word on where a request came from is taken; nobody else's is.
public struct TrustedProxies: Sendable {
    private let blocks: [NetworkBlock]

    /// Trusts the proxies at these addresses.
    public init(_ blocks: [NetworkBlock] = []) {
        self.blocks = blocks
    }

    /// Where a request came from: the peer, or what trusted proxies say, from the nearest to the first that is not
    /// trusted itself.
    ///
    /// Where one of them says nothing that can be read, it is where the request came from. The same where there are
    /// both fields and they do not agree: a proxy that sets one lets the other through as the client made it up.
    public func client(of request: Request) -> NetworkAddress {
        let peer = request.peer?.network ?? .local
        guard !blocks.isEmpty, isTrusted(peer) else { return peer }
        let fields = request.head.fields
        let standard = fields.combined(ForwardedFor.standardField)
            .map { farthest(from: peer, ForwardedFor.standard($0)) }
        let customary = fields.combined(ForwardedFor.customaryField)
            .map { farthest(from: peer, ForwardedFor.customary($0)) }
        if let standard, let customary { return standard == customary ? standard : peer }
        return standard ?? customary ?? peer
    }

    private func farthest(from peer: NetworkAddress, _ hops: [NetworkAddress?]) -> NetworkAddress {
        var known = peer
        for hop in hops {
            guard isTrusted(known), let hop else { break }
            known = hop
        }
        return known
    }

    private func isTrusted(_ address: NetworkAddress) -> Bool {
        blocks.contains { $0.contains(address) }
    }
}
