internal import JSON

/// What a record of a feed says about taking part: for whom, at what cost, how one gets in.
enum SourceTaking {
    /// Reads all of it.
    static func part(_ members: SourceMembers, _ sketch: inout AssetSketch) {
        sketch.add(members.text("alert"), to: .howToTurnUp, label: "Please note")
        sketch.add(members.line("attending_type"), to: .howToTurnUp, label: "How it takes place")
        sketch.add(members.line("attending_access"), to: .accessNotes, label: "Access")
        sketch.add(members.text("pc_attendingAccess_additionalInfo"), to: .accessNotes)
        if let deliverable = members.line("deliverable_type"), !deliverable.lowercased().hasPrefix("other") {
            sketch.offer(deliverable)
        }
        cost(members, &sketch)
        audience(members, &sketch)
        for area in members.children("service_areas") {
            sketch.add(area.line(of: "name", "service_area"), to: .accessNotes, label: "For people in")
        }
        let languages = members.children("languages").compactMap { $0.line(of: "name", "language", "code") }
        if !languages.isEmpty {
            sketch.add(languages.joined(separator: ", "), to: .accessNotes, label: "Languages")
        }
    }

    private static func cost(_ members: SourceMembers, _ sketch: inout AssetSketch) {
        var parts = [members.line("fees")].compactMap(\.self)
        for option in members.children("cost_options") {
            let amount = option.number("amount").map(money)
            let priced = [amount, option.line("amount_description")].compactMap(\.self).joined(separator: " ")
            var words = [option.line("option"), priced.isEmpty ? nil : priced].compactMap(\.self).joined(
                separator: ": ")
            let (first, last) = (option.date("valid_from"), option.date("valid_to"))
            if let first { words += ", from \(first.canonical)" }
            if let last { words += ", until \(last.canonical)" }
            if !words.isEmpty { parts.append(words) }
        }
        sketch.setLine(Asset.cost, parts.joined(separator: "; "))
    }

    /// An amount in pounds: `£35`, `£2.50`.
    private static func money(_ pounds: Double) -> String {
        let pence = (pounds * 100).rounded()
        guard pence.magnitude < 1e12 else { return "£\(pounds)" }
        let (whole, rest) = Int64(pence.magnitude).quotientAndRemainder(dividingBy: 100)
        let sign = pence < 0 ? "-" : ""
        return rest == 0 ? "\(sign)£\(whole)" : "\(sign)£\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func audience(_ members: SourceMembers, _ sketch: inout AssetSketch) {
        for label in members.children("pc_targetAudience").compactMap({ $0.line(of: "audienceType", "id") }) {
            gather(label, &sketch)
        }
        ages(members, &sketch)
        for eligibility in members.children("eligibilitys") {
            if let label = eligibility.line("eligibility") { gather(label, &sketch) }
            ages(eligibility, &sketch)
        }
        for link in members.children("attributes") {
            if let label = link.child("taxonomy_term")?.line(of: "name", "term") { gather(label, &sketch) }
        }
        for link in members.children("service_taxonomys") {
            if let label = link.child("taxonomy")?.line("name") { gather(label, &sketch) }
        }
    }

    private static func gather(_ label: String, _ sketch: inout AssetSketch) {
        let parts = label.split(separator: ">").map { SourceText.oneLine(String($0)) }.filter { !$0.isEmpty }
        guard let last = parts.last else { return }
        sketch.gather(around: parts.joined(separator: ": "), basis: AudienceLabel.basis(of: last))
    }

    private static func ages(_ members: SourceMembers, _ sketch: inout AssetSketch) {
        let youngest = members.number("minimum_age").map(years)
        let oldest = members.number("maximum_age").map(years)
        switch (youngest, oldest) {
        case (let youngest?, let oldest?): sketch.gather(around: "aged \(youngest) to \(oldest)", basis: "age")
        case (let youngest?, nil): sketch.gather(around: "aged \(youngest) and over", basis: "age")
        case (nil, let oldest?): sketch.gather(around: "aged up to \(oldest)", basis: "age")
        case (nil, nil): return
        }
    }

    private static func years(_ age: Double) -> String {
        JSONNumber(age)?.text ?? ""
    }
}
