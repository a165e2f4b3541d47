/// Plain text as it grows: single spaces, at most one empty line together, no control characters.
struct PlainTextBuilder {
    /// A link: its address and where its text begins.
    private struct Link {
        let address: String
        let start: Int
    }

    private var bytes: [UInt8] = []
    /// Line breaks that are written when more text follows, 0 to 2.
    private var breaksWaiting = 0
    private var hasSpaceWaiting = false
    private var hasItemWaiting = false
    /// The link whose text is being added.
    private var link: Link?
    /// The link that ended last, until more text follows: it may go on in the next one.
    private var endedLink: Link?

    /// Makes room for a text of about `capacity` bytes.
    init(capacity: Int) {
        bytes.reserveCapacity(min(capacity, 1 << 20))
    }

    /// Adds a character; white space waits, and what must not show is left out.
    mutating func add(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x21...0x7E:
            addWaiting()
            bytes.append(UInt8(scalar.value))
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000:
            hasSpaceWaiting = true
        case 0x2028, 0x2029:
            lineBreak()
        case 0...0x1F, 0x7F...0x9F, 0xAD, 0x200B, 0x2060, 0xFEFF:
            break
        case 0x202A...0x202E, 0x2066...0x2069:
            // These turn the order of the letters around them, also of what stands outside this text.
            break
        case 0xFDD0...0xFDEF:
            addWaiting()
            bytes.append(contentsOf: "\u{FFFD}".utf8)
        default:
            addWaiting()
            let isNoCharacter = scalar.value & 0xFFFE == 0xFFFE
            bytes.append(contentsOf: String(isNoCharacter ? "\u{FFFD}" : scalar).utf8)
        }
    }

    /// Ends the line; twice leaves an empty line.
    mutating func lineBreak() {
        breaksWaiting = min(breaksWaiting + 1, 2)
    }

    /// Begins a new line, where one is not begun already.
    mutating func newLine() {
        breaksWaiting = max(breaksWaiting, 1)
    }

    /// Begins a new paragraph, with an empty line before it; within a list item that is still empty, nothing.
    mutating func newParagraph() {
        if !hasItemWaiting { breaksWaiting = 2 }
    }

    /// Begins a list item on a line of its own, with no empty line before it.
    mutating func beginItem() {
        breaksWaiting = 1
        hasItemWaiting = true
    }

    /// Begins a link, whose text is what follows; it goes on with the last one where both lead to the same address.
    mutating func beginLink(to address: String) {
        if let ended = endedLink, ended.address == address, breaksWaiting == 0 {
            link = ended
            endedLink = nil
        } else {
            addEndedLinkAddress()
            link = Link(address: address, start: bytes.count)
        }
    }

    /// Ends the link that is open, if one is.
    mutating func endLink() {
        guard let link else { return }
        endedLink = link
        self.link = nil
    }

    /// Ends the text.
    mutating func finish() -> String {
        endLink()
        addEndedLinkAddress()
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Adds the address of the link that ended, where it had a text and the text does not say the address.
    private mutating func addEndedLinkAddress() {
        guard let ended = endedLink else { return }
        endedLink = nil
        let text = String(decoding: bytes[ended.start...].drop { $0 == 0x20 || $0 == 0x0A }, as: UTF8.self)
        guard !text.isEmpty, !HTMLLink.says(text, ended.address) else { return }
        bytes.append(contentsOf: " (\(ended.address))".utf8)
    }

    /// Writes the line breaks, the mark of a list item or the space that waited for text to follow.
    private mutating func addWaiting() {
        addEndedLinkAddress()
        if !bytes.isEmpty {
            if breaksWaiting > 0 {
                bytes.append(contentsOf: repeatElement(0x0A, count: breaksWaiting))
            } else if hasSpaceWaiting {
                bytes.append(0x20)
            }
        }
        if hasItemWaiting { bytes.append(contentsOf: "- ".utf8) }
        breaksWaiting = 0
        hasSpaceWaiting = false
        hasItemWaiting = false
    }
}
