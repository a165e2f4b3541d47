internal import JSON

/// Where a record of a feed says that something happens.
enum SourcePlaces {
    /// Reads its locations: the first becomes the asset's place, further ones are told in its notes.
    static func read(_ members: SourceMembers, _ sketch: inout AssetSketch) {
        var locations: [SourceMembers] = []
        for link in members.children("service_at_locations") {
            locations += link.children("location")
            for name in SourceSchedules.memberNames { SourceSchedules.read(link, name, &sketch) }
        }
        locations += members.children("locations")
        var hasPlace = false
        for location in locations {
            notes(on: location, &sketch)
            if location.line("location_type")?.lowercased() == "virtual" {
                sketch.add("Online.", to: .howToTurnUp)
                continue
            }
            let place = self.place(location)
            guard !place.isEmpty else { continue }
            if hasPlace {
                sketch.add(words(of: place), to: .accessNotes, label: "Also at")
                sketch.notes.mend("happens in several places: the first taken, the others told in access_notes")
            } else {
                sketch.set(Asset.location.spec, .object(place))
                hasPlace = true
            }
        }
    }

    private static func notes(on location: SourceMembers, _ sketch: inout AssetSketch) {
        sketch.add(location.text("description"), to: .accessNotes)
        for name in ["accessibility", "accessibility_for_disabilities"] {
            for note in location.children(name) {
                sketch.add(note.text("accessibility"), to: .accessNotes)
                sketch.add(note.text("description"), to: .accessNotes)
                sketch.add(note.text("details"), to: .accessNotes)
            }
        }
    }

    private static func place(_ location: SourceMembers) -> JSONObject {
        var place = JSONObject()
        let addresses = location.children("addresses") + location.children("physical_addresses")
        if addresses.count > 1 { location.notes.mend("\(location.full("addresses")): the first of several taken") }
        var lines: [String] = []
        if let address = addresses.first {
            lines = ["address_1", "address_2", "city", "region", "state_province"].compactMap { address.line($0) }
            if let postcode = address.line("postal_code") {
                do throws(Postcode.Invalid) {
                    place["postcode"] = .string(try Postcode(postcode).canonical)
                } catch {
                    address.notes.mend(
                        "\(address.full("postal_code")): \(SourceText.quoted(postcode)) is no postcode, "
                            + "kept as a line of the address")
                    lines.append(postcode)
                }
            }
        }
        place["name"] = location.line("name").map { .string(SourceText.cut($0, bytesMax: TextLimits.lineBytesMax)) }
        let fitting = distinct(lines).prefix(6).map { SourceText.cut($0, bytesMax: TextLimits.lineBytesMax) }
        if !fitting.isEmpty { place["lines"] = .array(fitting.map { .string($0) }) }
        place["uprn"] = uprn(location)
        if let position = position(location) {
            place["lat"] = position.latitude.json
            place["lng"] = position.longitude.json
        }
        return place
    }

    private static func uprn(_ location: SourceMembers) -> JSONValue? {
        guard location.line("external_identifier_type")?.uppercased() == "UPRN",
            let text = location.rawText("external_identifier")
        else { return nil }
        if let uprn = try? UPRN(text) { return .string(uprn.canonical) }
        location.notes.mend("\(location.full("external_identifier")): \(SourceText.quoted(text)) is no UPRN, left out")
        return nil
    }

    private static func position(_ location: SourceMembers) -> Position? {
        let (latitude, longitude) = (location.number("latitude"), location.number("longitude"))
        guard latitude != nil || longitude != nil else { return nil }
        guard let latitude, let longitude else {
            location.notes.mend("\(location.full("latitude")): half a position, left out")
            return nil
        }
        guard latitude != 0 || longitude != 0 else {
            location.notes.mend("\(location.full("latitude")): 0,0 is no place, left out")
            return nil
        }
        do throws(Position.Invalid) {
            return try Position(latitude: latitude, longitude: longitude)
        } catch {
            location.notes.mend("\(location.full("latitude")): \(latitude),\(longitude) is no position, left out")
            return nil
        }
    }

    private static func words(of place: JSONObject) -> String {
        let lines = place["lines"]?.arrayValue?.compactMap(\.stringValue) ?? []
        var parts = [place["name"]?.stringValue].compactMap(\.self) + lines
        parts += [place["postcode"]?.stringValue].compactMap(\.self)
        if parts.isEmpty, let lat = place["lat"]?.numberValue, let lng = place["lng"]?.numberValue {
            parts = ["\(lat),\(lng)"]
        }
        return parts.joined(separator: ", ")
    }

    private static func distinct(_ lines: [String]) -> [String] {
        var distinct: [String] = []
        for line in lines where !distinct.contains(line) { distinct.append(line) }
        return distinct
    }
}
