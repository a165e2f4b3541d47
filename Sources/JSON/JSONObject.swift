/// Members in the order they came, each name once.
///
/// Names are told apart by their bytes. Finding a member takes a short walk in a small object and one hash in a large
/// one. Two objects are equal when they have equal members, in whatever order.
public struct JSONObject: Sendable, Hashable, Sequence, ExpressibleByDictionaryLiteral {
    /// A name and its value, as a loop gives them: `for (name, value) in object`.
    public typealias Element = (name: String, value: JSONValue)

    /// Walks an object's members in order.
    public struct Iterator: IteratorProtocol {
        private var members: IndexingIterator<[JSONMember]>

        fileprivate init(_ members: [JSONMember]) {
            self.members = members.makeIterator()
        }

        /// The next member, or nil after the last.
        public mutating func next() -> Element? {
            members.next().map { ($0.name, $0.value) }
        }
    }

    /// All members, in order.
    public private(set) var members: [JSONMember] = []

    /// Where each name stands in `members`; only kept above `walkMax` members.
    private var places: [ExactName: Int]?

    /// The most members that a walk finds faster than a hash.
    static let walkMax = 32

    /// Makes an object without members.
    public init() {}

    /// Makes an object of members; where a name comes again, its later value takes the place of the earlier.
    public init(_ members: some Sequence<Element>) {
        for (name, value) in members { self[name] = value }
    }

    /// Makes an object of literals; where a name comes again, its later value takes the place of the earlier.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        for (name, value) in elements { self[name] = value }
    }

    /// Makes an object of members whose names are known to be unique.
    ///
    /// - Parameters:
    ///   - unique: the members in order.
    ///   - places: where each name stands, where there are more than `walkMax`; nil where there are not.
    init(unique members: [JSONMember], places: [ExactName: Int]?) {
        self.members = members
        self.places = places
    }

    /// How many members there are.
    public var count: Int { members.count }

    /// Whether there are none.
    public var isEmpty: Bool { members.isEmpty }

    /// The value of a member; nil where there is none.
    ///
    /// Setting nil takes the member away; a new one goes last.
    public subscript(name: String) -> JSONValue? {
        get {
            place(of: name).map { members[$0].value }
        }
        set {
            switch (place(of: name), newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil):
                members.remove(at: place)
                if places != nil { indexAll() }
            case (nil, let value?): appendNew(name, value)
            case (nil, nil): break
            }
        }
    }

    /// Walks the members in order.
    public func makeIterator() -> Iterator {
        Iterator(members)
    }

    /// Whether both have equal members, in whatever order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.count == right.count else { return false }
        for (member, twin) in zip(left.members, right.members) where member != twin {
            // The same name further on: another order. Names are unique, so one member each way is enough.
            guard let value = right[member.name], value == member.value else { return false }
        }
        return true
    }

    /// Feeds the members to a hasher so that their order makes no difference.
    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for member in members {
            var one = Hasher()
            one.combine(member)
            sum ^= one.finalize()
        }
        hasher.combine(count)
        hasher.combine(sum)
    }

    private func place(of name: String) -> Int? {
        if let places { return places[ExactName(name)] }
        return members.firstIndex { ExactName.areEqual($0.name, name) }
    }

    private mutating func appendNew(_ name: String, _ value: JSONValue) {
        members.append(JSONMember(name: name, value: value))
        if places != nil {
            places?[ExactName(name)] = members.count - 1
        } else if members.count > Self.walkMax {
            indexAll()
        }
    }

    private mutating func indexAll() {
        guard members.count > Self.walkMax else {
            places = nil
            return
        }
        var places: [ExactName: Int] = [:]
        for (index, member) in members.enumerated() { places[ExactName(member.name)] = index }
        self.places = places
    }
}
