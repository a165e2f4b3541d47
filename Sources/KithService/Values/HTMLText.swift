/// Readable plain text of the HTML that councils' feeds carry in their descriptions.
///
/// The result is plain text, not HTML: `&lt;b&gt;` comes out as `<b>`, as a browser would show it, so whoever puts it
/// into a page must escape it as any other text. What is encoded twice is decoded once.
///
/// Tags go; blocks and `<br>` become line breaks, list items lines that begin with `- `. A link keeps its text and,
/// where the text is not the address itself, has the address in brackets after it. Script, style and comments go with
/// all they hold. No control character comes out but the line feed. A text without any tag keeps its line breaks.
/// Broken markup is read about as browsers read it; a `<` that begins no tag, or one that never ends, stays.
struct HTMLText {
    private let bytes: [UInt8]
    private var position = 0
    private var out: PlainTextBuilder
    /// Whether a tag was found whose quotes never close; from then on quotes count for nothing: time stays linear.
    private var hasBrokenQuotes = false
    /// Whether no `>` is left, and so no tag.
    private var hasNoMoreTags = false
    /// Whether line breaks of the source show: in `<pre>` and in a text without tags.
    private var keepsLineBreaks: Bool

    /// Turns HTML into plain text, in time that grows with its length alone.
    static func plain(_ html: String) -> String {
        var reader = HTMLText(html)
        reader.readAll()
        return reader.out.finish()
    }

    private init(_ html: String) {
        let bytes = Array(html.utf8)
        self.bytes = bytes
        out = PlainTextBuilder(capacity: bytes.count)
        keepsLineBreaks = !bytes.indices.contains { HTMLTag.begins(at: $0, in: bytes) }
    }

    private mutating func readAll() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "<"):
                readMarkup()
            case UInt8(ascii: "&"):
                readEntity()
            case 0x0D where keepsLineBreaks:
                position += 1
                if position >= bytes.count || bytes[position] != 0x0A { out.lineBreak() }
            case 0x0A where keepsLineBreaks:
                position += 1
                out.lineBreak()
            default:
                readScalar()
            }
        }
    }

    /// Reads what follows a `<`: a comment, a declaration, a tag, or only the sign itself.
    private mutating func readMarkup() {
        let next = position + 1 < bytes.count ? bytes[position + 1] : 0
        if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
            skipDeclaration()
        } else if let tag = nextTag() {
            position = tag.end
            apply(tag)
        } else {
            out.add("<")
            position += 1
        }
    }

    private mutating func nextTag() -> HTMLTag? {
        guard !hasNoMoreTags, HTMLTag.begins(at: position, in: bytes) else { return nil }
        if !hasBrokenQuotes {
            if let tag = HTMLTag(at: position, in: bytes, minding: .quotes) { return tag }
            hasBrokenQuotes = true
        }
        if let tag = HTMLTag(at: position, in: bytes, minding: .nothing) { return tag }
        hasNoMoreTags = true
        return nil
    }

    /// Skips `<!-- … -->`, or to the next `>` for other declarations; to the end where neither comes.
    private mutating func skipDeclaration() {
        let isComment = bytes[position...].starts(with: "<!--".utf8)
        position += isComment ? 4 : 2
        while position < bytes.count {
            let isEnd = bytes[position] == UInt8(ascii: ">")
            // `<!-->` and `<!--->` are whole comments too (HTML, 13.2.5.43).
            if isEnd, !isComment || bytes[..<position].suffix(2).elementsEqual("--".utf8) { break }
            position += 1
        }
        position = min(position + 1, bytes.count)
    }

    private mutating func readEntity() {
        guard let entity = HTMLEntity(at: position, in: bytes[...]) else {
            out.add("&")
            position += 1
            return
        }
        out.add(entity.scalar)
        position = entity.end
    }

    /// Takes one character; the text came from a `String`, so its UTF-8 is whole.
    private mutating func readScalar() {
        let byte = bytes[position]
        guard byte >= 0x80 else {
            out.add(Unicode.Scalar(byte))
            position += 1
            return
        }
        let count = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
        let end = min(position + count, bytes.count)
        for scalar in String(decoding: bytes[position..<end], as: UTF8.self).unicodeScalars { out.add(scalar) }
        position = end
    }

    private mutating func apply(_ tag: HTMLTag) {
        switch tag.name {
        case "script", "style", "iframe", "noembed", "noframes", "title":
            if !tag.isClosing { skipContent(of: tag.name) }
        case "a":
            out.endLink()
            if !tag.isClosing, let address = tag.attribute("href").flatMap(HTMLLink.address) {
                out.beginLink(to: address)
            }
        case "br":
            out.lineBreak()
        case "li":
            tag.isClosing ? out.newLine() : out.beginItem()
        case "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "hr", "figure",
            "section", "article":
            out.newParagraph()
        case "pre":
            keepsLineBreaks = !tag.isClosing
            out.newParagraph()
        case "div", "tr", "dt", "dd", "header", "footer", "main", "nav", "aside", "address", "form", "fieldset",
            "legend", "caption", "option", "figcaption", "details", "summary", "center", "body", "html", "head":
            out.newLine()
        case "td", "th":
            out.add(" ")
        default:
            break
        }
    }

    /// Skips to the closing tag of an element whose content is no text, or to the end where none comes.
    private mutating func skipContent(of name: String) {
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "<"), HTMLTag.closes(name, at: position, in: bytes) { return }
            position += 1
        }
    }
}
