internal import JSON

/// When a record of a feed says that something happens.
enum SourceSchedules {
    /// The members in which the versions of Open Referral hold schedules.
    static let memberNames = ["schedules", "regular_schedules", "regular_schedule"]

    /// Reads all schedules of a record.
    static func read(_ members: SourceMembers, _ sketch: inout AssetSketch) {
        for name in memberNames { read(members, name, &sketch) }
    }

    /// Reads the schedules in one member.
    static func read(_ members: SourceMembers, _ name: String, _ sketch: inout AssetSketch) {
        for schedule in members.children(name) { take(schedule, &sketch) }
    }

    private static func take(_ members: SourceMembers, _ sketch: inout AssetSketch) {
        var remarks = [members.line("description"), members.line("notes")].compactMap(\.self)
        let days = self.days(members, &remarks)
        let (from, to) = (time(members, "opens_at"), time(members, "closes_at"))
        let monthDays = members.line("bymonthday")
        let stated = members.line("freq")?.uppercased()
        sketch.add(members.line("attending_type"), to: .howToTurnUp)
        if let interval = members.number("interval"), interval > 1 {
            remarks.insert(
                "every \(JSONNumber(interval)?.text ?? "") \(stated == "MONTHLY" ? "months" : "weeks")", at: 0)
        }
        if let monthDays { remarks.insert("on day \(monthDays) of the month", at: 0) }
        guard !days.isEmpty || from != nil || to != nil || monthDays != nil || stated != nil else {
            sketch.add(joined(remarks), to: .howToTurnUp, label: "When")
            return
        }
        var schedule = JSONObject()
        schedule["freq"] = .string(frequency(stated, members))
        if !days.isEmpty { schedule["days"] = .array(days.map { .string($0) }) }
        schedule["from"] = from.map { .string($0) }
        schedule["to"] = to.map { .string($0) }
        season(members, &schedule)
        let note = joined(remarks)
        if note.utf8.count > TextLimits.lineBytesMax {
            sketch.add(note, to: .howToTurnUp, label: "When")
            members.notes.mend("\(members.full("notes")): too long for a schedule, kept in how_to_turn_up")
        } else if !note.isEmpty {
            schedule["note"] = .string(note)
        }
        sketch.happen(schedule)
    }

    private static func frequency(_ stated: String?, _ members: SourceMembers) -> String {
        switch stated {
        case "WEEKLY"?: return "weekly"
        case "MONTHLY"?: return "monthly"
        case nil:
            members.notes.mend("\(members.full("freq")): not said, taken as weekly", isRoutine: true)
        case let other?:
            members.notes.mend("\(members.full("freq")): \(SourceText.quoted(other)) is not known, taken as weekly")
        }
        return "weekly"
    }

    private static func season(_ members: SourceMembers, _ schedule: inout JSONObject) {
        let began = members.date("dtstart")
        let (first, last) = (members.date("valid_from") ?? began, members.date("valid_to"))
        schedule["valid_from"] = first.map { .string($0.canonical) }
        if let first, let last, last < first {
            members.notes.mend("\(members.full("valid_to")): before it begins, left out")
        } else {
            schedule["valid_to"] = last.map { .string($0.canonical) }
        }
    }

    /// The weekdays of `byday` (RFC 5545: `TU`, `1MO`) and `weekday`; a number goes into the remarks.
    private static func days(_ members: SourceMembers, _ remarks: inout [String]) -> [String] {
        var days: [String] = []
        for name in ["byday", "weekday"] {
            guard let text = members.line(name) else { continue }
            for part in text.split(whereSeparator: { $0 == "," || $0 == ";" || $0 == " " }) {
                let letters = part.drop { !$0.isLetter }.uppercased()
                guard let day = weekdays.first(where: { letters.utf8.count >= 2 && $0.uppercased().hasPrefix(letters) })
                else {
                    members.notes.mend("\(members.full(name)): \(SourceText.quoted(String(part))) is no day, left out")
                    continue
                }
                let number = part.prefix { !$0.isLetter }
                if !number.isEmpty {
                    remarks.insert("\(ordinals[String(number)] ?? String(number)) \(day) of the month", at: 0)
                }
                if !days.contains(day) { days.append(day) }
            }
        }
        return days
    }

    /// Remarks one after the other, each ended by one full stop but the last.
    private static func joined(_ remarks: [String]) -> String {
        let bare = remarks.map { $0.hasSuffix(".") ? $0.dropLast() : $0[...] }
        return bare.joined(separator: ". ")
    }

    /// What the numbers before weekdays are called (RFC 5545 section 3.3.10).
    private static let ordinals = [
        "1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth", "-1": "last", "+1": "first",
    ]

    private static let weekdays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    /// A time of day to the minute: `10:00:00`, `9:30` and `10:00:00Z` are taken.
    private static func time(_ members: SourceMembers, _ name: String) -> String? {
        guard let text = members.rawText(name) else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).prefix(2).map(String.init)
        if parts.count == 2, let hour = parts.first, let minute = parts.last {
            let padded = "\(hour.utf8.count == 1 ? "0" : "")\(hour):\(minute)"
            if case .success(let time) = TextFormat.timeOfDay.canonical(padded) { return time }
        }
        members.notes.mend("\(members.full(name)): \(SourceText.quoted(text)) is no time of day, left out")
        return nil
    }
}
