/// Text from outside, made fit for a record.
enum SourceText {
    /// One line of a text: all white space, line breaks too, becomes single spaces.
    static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The front of a text with an ellipsis behind, together at most so many bytes; the text itself where it fits.
    static func cut(_ text: String, bytesMax: Int) -> String {
        guard text.utf8.count > bytesMax else { return text }
        let ellipsis = "…"
        var end = text.startIndex
        var count = ellipsis.utf8.count
        for index in text.unicodeScalars.indices {
            count += UTF8.width(text.unicodeScalars[index])
            guard count <= bytesMax else { break }
            end = text.unicodeScalars.index(after: index)
        }
        return text[..<end] + ellipsis
    }

    /// A text in quotation marks, short enough to stand in a report.
    static func quoted(_ text: String) -> String {
        "\"\(cut(oneLine(HTMLText.plain(text)), bytesMax: 80))\""
    }
}
