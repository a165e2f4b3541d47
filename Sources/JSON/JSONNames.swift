/// The names met in one object, so that none comes twice.
///
/// Never quadratic: few names are compared one by one, and only where their bits meet; many are hashed, with the seed
/// of this process, so that a sender cannot choose names that collide.
struct JSONNames {
    /// One bit for each kind of name met: where a name's bit is new, so is the name.
    private var met: UInt64 = 0
    /// Where each name stands among the object's members; only kept above `JSONObject.walkMax` of them.
    private(set) var places: [ExactName: Int]?

    /// Takes in a name.
    ///
    /// - Parameters:
    ///   - name: the name, its escapes undone.
    ///   - bit: the name's bit.
    ///   - members: the members before it, from a height on.
    ///   - height: where the object's members begin.
    /// - Returns: false where the name has been met before.
    @inline(__always)
    mutating func insert(
        _ name: String, bit: UInt64, among members: borrowing JSONStack<JSONMember>, above height: Int
    ) -> Bool {
        let isOld = met & bit != 0
        met |= bit
        if members.count &- height < JSONObject.walkMax {
            return !(isOld && members.contains(above: height) { ExactName.areEqual($0.name, name) })
        }
        return insertHashed(name, among: members, above: height)
    }

    @inline(never)
    private mutating func insertHashed(
        _ name: String, among members: borrowing JSONStack<JSONMember>, above height: Int
    ) -> Bool {
        if places == nil {
            var places: [ExactName: Int] = [:]
            for index in height..<members.count { places[ExactName(members[index].name)] = index - height }
            self.places = places
        }
        return places?.updateValue(members.count - height, forKey: ExactName(name)) == nil
    }
}
