internal import JSON

/// What is noted while one record is read: what was mended, and which members something was made of.
final class RecordNotes {
    /// How many mendings of one record are told.
    static let mendingsMax = 50
    /// A longer member name is cut when it is told, in bytes.
    static let nameBytesMax = 60

    /// What was mended, each thing once.
    private(set) var mendings: [Mending] = []
    /// The members that something was made of, by path (`organization.name`).
    private var taken: Set<String> = []
    /// The members whose own members are read one by one.
    private var opened: Set<String> = []

    /// Notes that something was mended.
    ///
    /// - Parameter isRoutine: Whether it is so usual, and loses so little, that nobody need look at it.
    func mend(_ words: String, isRoutine: Bool = false) {
        let mending = Mending(words, isRoutine: isRoutine)
        guard mendings.count < Self.mendingsMax, !mendings.contains(mending) else { return }
        mendings.append(mending)
    }

    /// Notes that something was made of a member, or that it was looked at and said what is wrong with it.
    func take(_ path: String) {
        taken.insert(path)
    }

    /// Notes that a member's own members are read one by one.
    func open(_ path: String) {
        opened.insert(path)
    }

    /// The members of a record that say something of which nothing was made, by path, in the order of their names.
    func leftOut(of record: JSONObject) -> [String] {
        var paths: Set<String> = []
        collect(.object(record), path: "", into: &paths)
        return paths.sorted()
    }

    private func collect(_ value: JSONValue, path: String, into paths: inout Set<String>) {
        switch value {
        case .object(let object):
            for (name, value) in object where value.saysSomething {
                let inner = path.isEmpty ? name : "\(path).\(name)"
                if opened.contains(inner) {
                    collect(value, path: inner, into: &paths)
                } else if !taken.contains(inner) {
                    paths.insert(Self.cut(inner))
                }
            }
        case .array(let items):
            for item in items { collect(item, path: path, into: &paths) }
        default:
            return
        }
    }

    private static func cut(_ name: String) -> String {
        name.utf8.count <= nameBytesMax ? name : SourceText.cut(name, bytesMax: nameBytesMax)
    }
}

extension JSONValue {
    /// Whether the value is more than null, blank text, or a list or an object of such.
    fileprivate var saysSomething: Bool {
        switch self {
        case .null: false
        case .bool, .number: true
        case .string(let text): text.utf8.contains { $0 > 0x20 }
        case .array(let items): items.contains(where: \.saysSomething)
        case .object(let object): object.contains { $0.value.saysSomething }
        }
    }
}
