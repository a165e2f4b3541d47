/// All rows of all tables.
enum MessageTable {
    static let all = requestLines + targets + hosts + fieldLines + lengths + codings + chunks + expectations + lives

    static let accepted = all.filter { message in
        if case .request = message.outcome { true } else { false }
    }
}
