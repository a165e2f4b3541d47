/// How a record of a feed says that its people are reached: lines of `how_to_turn_up`, as an asset has no other place.
enum SourceContacts {
    /// Reads telephone numbers, e-mail addresses and the names of those who answer.
    static func read(_ members: SourceMembers, _ sketch: inout AssetSketch) {
        sketch.add(members.line("email"), to: .howToTurnUp, label: "E-mail")
        sketch.add(members.line("phone"), to: .howToTurnUp, label: "Telephone")
        phones(members, &sketch)
        for contact in members.children("contacts") {
            let who = [contact.line("name"), contact.line("title")].compactMap(\.self).joined(separator: ", ")
            sketch.add(who, to: .howToTurnUp, label: "Contact")
            sketch.add(contact.line("email"), to: .howToTurnUp, label: "E-mail")
            phones(contact, &sketch)
        }
    }

    private static func phones(_ members: SourceMembers, _ sketch: inout AssetSketch) {
        for phone in members.children("phones") {
            guard var words = phone.line("number") else { continue }
            if let branch = phone.line("extension") { words += " extension \(branch)" }
            if let note = phone.line("description") { words += " (\(note))" }
            sketch.add(words, to: .howToTurnUp, label: "Telephone")
        }
    }
}
