internal import JSON

/// One record of a feed, read as a service of Open Referral UK (v1 and what councils made of it, or HSDS-UK 3.0).
struct OpenReferralRecord {
    /// What came of it.
    enum Verdict: Sendable {
        case asset(ID, Draft<Asset>)
        case refused(String)
    }

    let verdict: Verdict
    /// Its id here, or the source's own text of it.
    let id: String?
    let name: String?
    let mendings: [Mending]
    /// The members that say something of which nothing was made, by path.
    let leftOut: [String]

    /// Reads a record.
    ///
    /// - Parameters:
    ///   - object: What came in.
    ///   - source: The name of where it came from; ids that have to be made are unique in it.
    ///   - today: A record cannot have been confirmed later than this.
    ///   - vocabularies: The codes that an asset may have.
    init(_ object: JSONObject, source: String, today: LocalDate, vocabularies: Vocabularies) {
        let notes = RecordNotes()
        let members = SourceMembers(object, notes: notes)
        var sketch = AssetSketch(notes: notes)
        let name = Self.name(members)
        let idText = members.rawText("id")
        self.name = name.map { SourceText.cut($0, bytesMax: TextLimits.lineBytesMax) }
        guard !Self.isOther(object) else {
            id = idText.map { SourceText.cut($0, bytesMax: 100) }
            verdict = .refused("is no service: an organisation, a place or a term of a taxonomy")
            (mendings, leftOut) = ([], [])
            return
        }
        guard let name else {
            id = Self.readID(idText)?.canonical ?? idText.map { SourceText.cut($0, bytesMax: 100) }
            verdict = .refused("has no name, no organisation and no description that it could be called by")
            (mendings, leftOut) = (notes.mendings, [])
            return
        }
        let id = Self.id(idText, name: name, source: source, notes)
        self.id = id.canonical
        sketch.setLine(Asset.name, name)
        Self.describe(members, &sketch)
        let confirmed = Self.confirmation(members, today: today)
        SourceTaking.part(members, &sketch)
        SourcePlaces.read(members, &sketch)
        SourceSchedules.read(members, &sketch)
        SourceContacts.read(members, &sketch)
        var decoder = Decoder(vocabularies: vocabularies)
        var values = decoder.members(of: sketch.finish(), Asset.fields.specs, at: .root)
        values[Asset.confirmed.spec.name] = confirmed
        mendings = notes.mendings
        leftOut = notes.leftOut(of: object)
        if decoder.faults.isEmpty {
            verdict = .asset(id, Draft(values))
        } else {
            verdict = .refused(decoder.faults.all.map { "\($0.pointer): \($0.detail)" }.joined(separator: " "))
        }
    }

    /// Whether an object looks like a record of a feed at all.
    static func looksLikeOne(_ object: JSONObject) -> Bool {
        ["id", "name", "description", "organization", "status"].contains { object[$0] != nil }
    }

    /// Whether an object is another kind of record of Open Referral, told by members that a service has not.
    private static func isOther(_ object: JSONObject) -> Bool {
        guard object["status"] == nil else { return false }
        let others = [
            "services", "organization_identifiers", "website", "location", "service", "term_uri", "taxonomy_terms",
            "taxonomy",
        ]
        return others.contains { object[$0] != nil }
    }

    /// The record's name, or what it can be called by: its organisation, or the first line of its description.
    private static func name(_ members: SourceMembers) -> String? {
        if let name = members.line("name") { return name }
        let notes = members.notes
        if let name = members.child("organization")?.line("name") {
            notes.mend("has no name: called after its organisation")
            return name
        }
        guard let first = members.text("description")?.split(whereSeparator: \.isNewline).first else { return nil }
        notes.mend("has no name: called by the first line of its description")
        return SourceText.cut(SourceText.oneLine(String(first)), bytesMax: 120)
    }

    private static func id(_ text: String?, name: String, source: String, _ notes: RecordNotes) -> ID {
        if let id = readID(text) { return id }
        let namespace = NamedID.make("open-referral:\(source)", in: NamedID.domainNames)
        let made = NamedID.make(text ?? name, in: namespace)
        let reason = text.map { "\(SourceText.quoted($0)) is no id" } ?? "has no id"
        notes.mend("\(reason): \(made.canonical) made from \(text == nil ? "its name" : "it")")
        return made
    }

    /// The id that a text is, in capital or small letters; nil for another text, and for the id of all zeros.
    private static func readID(_ text: String?) -> ID? {
        guard let id = text.flatMap({ ID($0.lowercased()) }), id.high != 0 || id.low != 0 else { return nil }
        return id
    }

    private static func describe(_ members: SourceMembers, _ sketch: inout AssetSketch) {
        let organization = members.child("organization")
        let runBy = organization?.line("name") ?? members.line("organization")
        sketch.set(Asset.assetKind.spec, .string("association"))
        sketch.setLine(Asset.runBy, runBy)
        if let description = members.text("description") {
            sketch.add(description, to: .description)
        } else if let description = organization?.text("description") {
            members.notes.mend("description: that of its organisation taken")
            sketch.add(description, to: .description)
        }
        sketch.add(members.text("accreditations"), to: .description, label: "Accreditations")
        setListing(members.line("status"), &sketch)
        setAddress(members, organization, &sketch)
    }

    private static func setListing(_ status: String?, _ sketch: inout AssetSketch) {
        let listing: String
        switch status?.lowercased() {
        case nil, "active"?:
            listing = "public"
        case "inactive"?, "defunct"?:
            listing = "do_not_list"
            sketch.notes.mend("status: \(status ?? "") at the source, so not listed")
        case "temporarily closed"?:
            listing = "public"
            sketch.notes.mend("status: temporarily closed, said under how_to_turn_up")
            sketch.add("Temporarily closed.", to: .howToTurnUp)
        case let other?:
            listing = "workers_only"
            sketch.notes.mend("status: \(SourceText.quoted(other)) is not known, so listed for workers only")
        }
        sketch.set(Asset.listing.spec, .string(listing))
    }

    private static func setAddress(
        _ members: SourceMembers, _ organization: SourceMembers?, _ sketch: inout AssetSketch
    ) {
        let own = members.rawText("url")
        guard let text = own ?? organization?.rawText("url") ?? organization?.rawText("website") else { return }
        if own == nil { members.notes.mend("url: that of its organisation taken", isRoutine: true) }
        switch SourceWebAddress.read(text) {
        case .right(let address):
            sketch.set(Asset.url.spec, .string(address))
        case .mended(let address):
            members.notes.mend("url: \(SourceText.quoted(text)) made \(SourceText.quoted(address))")
            sketch.set(Asset.url.spec, .string(address))
        case .notAnAddress:
            members.notes.mend("url: \(SourceText.quoted(text)) is no web address, left out")
        }
    }

    /// When the source last made sure of the record.
    private static func confirmation(_ members: SourceMembers, today: LocalDate) -> JSONValue? {
        let stated = members.date("assured_date") ?? members.child("pc_metadata")?.date("date_assured")
        guard let day = stated else { return nil }
        guard day <= today else {
            members.notes.mend("assured_date: \(day.canonical) is yet to come, left out")
            return nil
        }
        return .object(["on": .string(day.canonical), "how": .string("website")])
    }
}
