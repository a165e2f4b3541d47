/// Splits a very large text into its elements, fed chunk by chunk, in constant memory.
///
/// It takes a bare array, one value a line (ndjson), values one after the other, and pages: objects that hold the
/// array in a named member. It only looks at brackets, quotation marks and commas; each element is then read by
/// itself with `JSON.read`, so that one broken element does not stop the rest. What it keeps is one element at most.
public struct JSONSplitter: Sendable {
    /// How the elements stand in the input.
    public enum Form: Sendable, Equatable {
        /// Arrays and pages at the top are opened. Where the first value is neither and fills one line by itself, each
        /// later line is an element (`lines`); else each value is.
        case automatic
        /// Each line is an element, blank ones left out.
        case lines
        /// Each value at the top is an element, arrays and pages too.
        case values
    }

    /// The longest element, in bytes.
    public let elementBytesMax: Int
    /// The form as given, or `lines` once that has been found out.
    public internal(set) var form: Form

    let pageMembers: [String]
    var position = JSONSplitterPosition()
    /// What surrounds the position.
    var context = Context.top
    /// What is due there.
    var phase = Phase.first
    /// What the position is inside of.
    var token = Token.none
    var nesting = JSONNesting()
    var capture: JSONCapture
    /// The bytes of a page member's name, which may come in two chunks.
    var name = JSONCapture(bytesMax: Self.nameBytesMax)
    /// The page member whose array is open, or whose value comes.
    var member: String?
    /// Whether an object at the top has not shown yet that it is a page; if it never does, it is an element.
    var mayBeElement = false
    /// Whether a line feed now means that the form is `lines`.
    var mayBeLines = false
    /// Whether the open array stands in a page.
    var isInPage = false
    /// Whether the position is inside of a string, and behind a backslash there.
    var isInString = false
    var isEscaped = false
    /// Whether a fault has been reported and nothing sound has come since.
    var isLost = false
    var place = JSONPiece.Place(index: 0, offset: 0, line: 1, column: 1)
    var elementCount = 0
    /// How many elements the open array has had.
    var arrayCount = 0

    /// A longer name of a page member is none that was asked for, in bytes.
    private static let nameBytesMax = 1024

    enum Context {
        case top, array, page
    }

    enum Phase {
        /// At the first element, member or value; after a comma.
        case first, next
        /// After a member's name, after its colon.
        case colon, value
        /// After an element or a member.
        case after
    }

    enum Token {
        case none, byteOrderMark, line
        case scalar(Purpose), string(Purpose), container(Purpose)
    }

    enum Purpose {
        case element, memberValue, memberName
    }

    /// Makes a splitter.
    ///
    /// - Parameters:
    ///   - form: how the elements stand in the input.
    ///   - pageMembers: the names of the members in which a page holds its elements: `contents`, `services`.
    ///   - elementBytesMax: the longest element, in bytes; longer ones are passed over and reported.
    public init(form: Form = .automatic, pageMembers: [String] = [], elementBytesMax: Int = 1 << 20) {
        self.form = form
        self.pageMembers = pageMembers
        self.elementBytesMax = elementBytesMax
        capture = JSONCapture(bytesMax: elementBytesMax)
        token = .byteOrderMark
    }

    /// Takes the next bytes of the input.
    ///
    /// - Parameters:
    ///   - chunk: as many bytes as there are; only read during the call.
    ///   - take: called with each piece, in order. Where it throws, the rest of the chunk is lost.
    public mutating func feed(_ chunk: UnsafeRawBufferPointer, _ take: (JSONPiece) throws -> Void) rethrows {
        guard let base = chunk.baseAddress else { return }
        var scan = JSONScan(base: base, end: chunk.count)
        while let piece = step(&scan) { try take(piece) }
        capture.endChunk(scan)
        name.endChunk(scan)
        position.advance(chunkBytes: chunk.count)
    }

    /// Takes the next bytes of the input.
    ///
    /// - Parameters:
    ///   - chunk: as many bytes as there are.
    ///   - take: called with each piece, in order. Where it throws, the rest of the chunk is lost.
    public mutating func feed(_ chunk: [UInt8], _ take: (JSONPiece) throws -> Void) rethrows {
        try chunk.withUnsafeBytes { try feed($0, take) }
    }

    /// Says that the input has ended.
    ///
    /// - Returns: an element that only the end of the input ended, and a fault where something was still due.
    public mutating func finish() -> [JSONPiece] {
        var pieces: [JSONPiece] = []
        let missing = isUnfinished ? due : nil
        let isElement =
            switch token {
            case .line, .scalar(.element), .string(.element), .container(.element): true
            default: mayBeElement
            }
        if isElement { pieces.append(takeElement(nil)) }
        if let missing { pieces.append(fault(.unexpectedEnd(expected: missing), at: 0)) }
        token = .none
        mayBeElement = false
        context = .top
        return pieces
    }

    /// What is due at the position.
    var due: JSONExpectation {
        switch (context, phase) {
        case (.array, .first): .valueOrEndOfArray
        case (.array, .after): .commaOrEndOfArray
        case (.page, .first): .nameOrEndOfObject
        case (.page, .next): .name
        case (.page, .colon): .colon
        case (.page, .after): .commaOrEndOfObject
        default: .value
        }
    }

    /// Whether the input may not end here.
    private var isUnfinished: Bool {
        switch (context, token) {
        case (.top, .none), (.top, .byteOrderMark): phase == .first
        case (.top, _): false
        default: !mayBeElement
        }
    }
}
