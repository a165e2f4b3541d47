/// All rows of all tables.
package enum MessageTable {
    package static let all =
        requestLines + targets + hosts + fieldLines + lengths + codings + chunks + expectations + lives

    /// Those that a request comes of.
    package static let accepted = all.filter { message in
        if case .request = message.outcome { true } else { false }
    }
}
