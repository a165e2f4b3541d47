/// What became of a whole feed.
public struct ImportSummary: Sendable, Hashable {
    /// How many different member names are counted; further ones are counted together.
    static let membersMax = 200

    /// How many records there were, refused ones and stretches of broken text included.
    public private(set) var records = 0
    /// How many records had each outcome.
    public private(set) var outcomes: [ImportEntry.Outcome: Int] = [:]
    /// How many of those that were added or changed had to be mended.
    public private(set) var mended = 0
    /// The members that nothing was made of, with the number of records in which they say something.
    public private(set) var leftOut: [String: Int] = [:]
    /// In how many records further members, beyond those named, were left out.
    public private(set) var leftOutUnnamed = 0
    /// How many bytes were read.
    public internal(set) var bytesRead = 0

    /// How many records had an outcome.
    public subscript(outcome: ImportEntry.Outcome) -> Int {
        outcomes[outcome] ?? 0
    }

    /// Whether anything was written.
    public var hasChanges: Bool { self[.added] + self[.changed] > 0 }

    /// Counts one record.
    mutating func count(_ entry: ImportEntry) {
        records += 1
        outcomes[entry.outcome, default: 0] += 1
        let isWritten = entry.outcome == .added || entry.outcome == .changed
        if isWritten && !entry.mendings.isEmpty { mended += 1 }
    }

    /// Counts the members of one record that nothing was made of.
    mutating func count(leftOut members: [String]) {
        var hasUnnamed = false
        for member in members {
            if leftOut[member] != nil || leftOut.count < Self.membersMax {
                leftOut[member, default: 0] += 1
            } else {
                hasUnnamed = true
            }
        }
        if hasUnnamed { leftOutUnnamed += 1 }
    }
}
