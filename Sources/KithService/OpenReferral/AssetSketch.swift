internal import JSON

/// An asset that is being put together from a record of a feed: its members, and the paragraphs of its long texts.
struct AssetSketch {
    /// The long texts that several members of a source go into.
    enum LongText {
        case description, howToTurnUp, accessNotes

        fileprivate var field: Field<String> {
            switch self {
            case .description: Asset.description
            case .howToTurnUp: Asset.howToTurnUp
            case .accessNotes: Asset.accessNotes
            }
        }
    }

    let notes: RecordNotes
    private var members: [(String, JSONValue)] = []
    private var paragraphs: [LongText: [String]] = [:]
    private var gatherings: [JSONValue] = []
    private var schedules: [JSONValue] = []
    private var gifts: [JSONValue] = []

    /// Begins with nothing.
    init(notes: RecordNotes) {
        self.notes = notes
    }

    /// Adds a paragraph to a long text, unless it is there already.
    ///
    /// - Parameter label: What stands before it, as in `Telephone: …`.
    mutating func add(_ text: String?, to place: LongText, label: String? = nil) {
        guard let text, !text.isEmpty else { return }
        let paragraph = label.map { "\($0): \(text)" } ?? text
        guard !paragraphs[place, default: []].contains(paragraph) else { return }
        paragraphs[place, default: []].append(paragraph)
    }

    /// Sets a member of one line; what is too long is cut there, and kept whole in the description.
    mutating func setLine(_ field: Field<String>, _ text: String?) {
        guard let text, !text.isEmpty else { return }
        let name = field.spec.name
        if text.utf8.count > TextLimits.lineBytesMax {
            notes.mend("\(name): longer than \(TextLimits.lineBytesMax) bytes, cut and kept whole in the description")
            add(text, to: .description)
        }
        members.append((name, .string(SourceText.cut(text, bytesMax: TextLimits.lineBytesMax))))
    }

    /// Sets a member to a value that fits.
    mutating func set(_ spec: FieldSpec, _ value: JSONValue?) {
        if let value { members.append((spec.name, value)) }
    }

    /// Adds something that the asset gathers around, once.
    mutating func gather(around what: String, basis: String) {
        let short = SourceText.cut(what, bytesMax: TextLimits.lineBytesMax)
        let gathering = JSONValue.object(["basis": .string(basis), "what": .string(short)])
        Self.append(gathering, to: &gatherings, "things that it gathers around", notes)
    }

    /// Adds a time at which it happens.
    mutating func happen(_ schedule: JSONObject) {
        Self.append(.object(schedule), to: &schedules, "schedules", notes)
    }

    /// Adds something that can be had there.
    mutating func offer(_ gift: String) {
        let short = SourceText.cut(gift, bytesMax: TextLimits.lineBytesMax)
        Self.append(.string(short), to: &gifts, "gifts", notes)
    }

    /// The members as a client would send them.
    func finish() -> JSONObject {
        var all = members
        for place in [LongText.description, .howToTurnUp, .accessNotes] {
            guard let parts = paragraphs[place] else { continue }
            let separator = place == .description ? "\n\n" : "\n"
            all.append((place.field.spec.name, .string(fitted(parts.joined(separator: separator), place.field))))
        }
        let lists = [(Asset.gathersAround, gatherings), (Asset.when, schedules), (Asset.giftsOffered, gifts)]
        for (field, items) in lists where !items.isEmpty { all.append((field.spec.name, .array(items))) }
        return JSONObject(all.map { (name: $0.0, value: $0.1) })
    }

    private func fitted(_ text: String, _ field: Field<String>) -> String {
        let cut = SourceText.cut(text, bytesMax: TextLimits.textBytesMax)
        if cut != text {
            notes.mend(
                "\(field.spec.name): \(text.utf8.count) bytes, of which all after the first "
                    + "\(TextLimits.textBytesMax) were left out")
        }
        return cut
    }

    private static func append(
        _ item: JSONValue, to items: inout [JSONValue], _ what: String, _ notes: RecordNotes
    ) {
        guard !items.contains(item) else { return }
        guard items.count < TextLimits.listCountMax else {
            notes.mend("more than \(TextLimits.listCountMax) \(what): the rest left out")
            return
        }
        items.append(item)
    }
}
