/// Members in the order they came, each name once.
///
/// Names are told apart by their bytes. Finding a member takes a short walk in a small object and one hash in a large
/// one. Two objects are equal when they have equal members, in whatever order.
public struct JSONObject: Sendable, Hashable, Sequence, ExpressibleByDictionaryLiteral {
    /// A name and its value.
    public typealias Member = (name: String, value: JSONValue)

    /// All members, in order.
    public private(set) var members: [Member] = []

    /// Where each name stands in `members`; only kept above `walkMax` members.
    private var places: [ExactName: Int]?

    /// The most members that a walk finds faster than a hash.
    private static let walkMax = 32

    /// Makes an object without members.
    public init() {}

    /// Makes an object of members; where a name comes again, its later value takes the place of the earlier.
    public init(_ members: some Sequence<Member>) {
        for (name, value) in members { self[name] = value }
    }

    /// Makes an object of literals; where a name comes again, its later value takes the place of the earlier.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        for (name, value) in elements { self[name] = value }
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
    public func makeIterator() -> IndexingIterator<[Member]> {
        members.makeIterator()
    }

    /// Whether both have equal members, in whatever order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.count == right.count else { return false }
        for (index, member) in left.members.enumerated() {
            let twin = right.members[index]
            if ExactName.areEqual(twin.name, member.name) {
                if twin.value != member.value { return false }
            } else if right[member.name] != member.value {
                return false
            }
        }
        return true
    }

    /// Feeds the members to a hasher so that their order makes no difference.
    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for member in members {
            var one = Hasher()
            ExactName.hash(member.name, into: &one)
            one.combine(member.value)
            sum ^= one.finalize()
        }
        hasher.combine(count)
        hasher.combine(sum)
    }

    /// Where a name stands in `members`, or nil.
    func place(of name: String) -> Int? {
        if let places { return places[ExactName(name)] }
        return members.firstIndex { ExactName.areEqual($0.name, name) }
    }

    /// Adds a member whose name is known to be new.
    mutating func appendNew(_ name: String, _ value: JSONValue) {
        members.append((name, value))
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
