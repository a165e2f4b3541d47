/// What stands between the values: brackets, commas, names of page members.
extension JSONSplitter {
    /// Goes on to the next piece, or to the end of the chunk.
    mutating func step(_ scan: inout JSONScan) -> JSONPiece? {
        while scan.at < scan.end {
            let piece: JSONPiece?
            switch token {
            case .none: piece = passStructure(&scan)
            case .byteOrderMark: piece = passByteOrderMark(&scan)
            case .line: piece = passLine(&scan)
            case .scalar(let purpose): piece = passScalar(purpose, &scan)
            case .string(let purpose): piece = passString(purpose, &scan)
            case .container(let purpose): piece = passContainer(purpose, &scan)
            }
            if let piece { return piece }
        }
        return nil
    }

    private mutating func passStructure(_ scan: inout JSONScan) -> JSONPiece? {
        let byte = scan.byte
        if Byte.isSpace(byte) {
            if byte == Byte.newline && mayBeLines { form = .lines }
            pass(&scan)
            return nil
        }
        switch context {
        case .top: return passTop(byte, &scan)
        case .array: return passArray(byte, &scan)
        case .page: return passPage(byte, &scan)
        }
    }

    private mutating func passTop(_ byte: UInt8, _ scan: inout JSONScan) -> JSONPiece? {
        mayBeLines = false
        phase = .after
        switch byte {
        case _ where form == .lines:
            openElement(scan)
            token = .line
        case Byte.openBracket where form == .automatic:
            openArray(isInPage: false)
            pass(&scan)
        case Byte.openBrace where form == .automatic && !pageMembers.isEmpty:
            openElement(scan)
            mayBeElement = true
            context = .page
            phase = .first
            pass(&scan)
        case Byte.closeBracket, Byte.closeBrace, Byte.comma, Byte.colon:
            return passStray(byte, expected: .value, &scan)
        default: beginValue(byte, .element, &scan)
        }
        return nil
    }

    private mutating func passArray(_ byte: UInt8, _ scan: inout JSONScan) -> JSONPiece? {
        switch byte {
        case Byte.closeBracket:
            if phase == .next {
                phase = .after
                return fault(.unexpectedByte(byte, expected: .value), at: scan.at)
            }
            context = isInPage ? .page : .top
            phase = .after
            member = nil
            pass(&scan)
        case Byte.comma where phase == .after:
            phase = .next
            pass(&scan)
        case Byte.comma, Byte.closeBrace, Byte.colon: return passStray(byte, expected: due, &scan)
        default:
            if phase == .after {
                phase = .next
                return fault(.unexpectedByte(byte, expected: .commaOrEndOfArray), at: scan.at)
            }
            beginValue(byte, .element, &scan)
        }
        return nil
    }

    private mutating func passPage(_ byte: UInt8, _ scan: inout JSONScan) -> JSONPiece? {
        switch (phase, byte) {
        case (.first, Byte.quote), (.next, Byte.quote):
            name.open(at: scan.at)
            beginValue(byte, .memberName, &scan)
        case (.colon, Byte.colon):
            phase = .value
            pass(&scan)
        case (.value, Byte.openBracket) where member != nil:
            capture.discard()
            mayBeElement = false
            openArray(isInPage: true)
            pass(&scan)
        case (.after, Byte.comma):
            phase = .next
            isLost = false
            pass(&scan)
        case (.first, Byte.closeBrace), (.after, Byte.closeBrace):
            pass(&scan)
            context = .top
            phase = .after
            if mayBeElement { return takeElement(scan) }
        case (.value, _) where !Self.isPunctuation(byte): beginValue(byte, .memberValue, &scan)
        default: return passBrokenPage(byte, &scan)
        }
        return nil
    }

    /// Passes what no page has at this place.
    private mutating func passBrokenPage(_ byte: UInt8, _ scan: inout JSONScan) -> JSONPiece? {
        if mayBeElement {
            // Not seen to be a page, and broken: an element like any other, which the reader will refuse.
            mayBeElement = false
            context = .top
            phase = .after
            nesting = JSONNesting()
            nesting.open(isObject: true)
            isInString = false
            token = .container(.element)
            return nil
        }
        let expected = due
        if byte == Byte.closeBrace {
            context = .top
            phase = .after
        } else if Self.isPunctuation(byte) {
            if byte == Byte.comma { phase = .next }
        } else {
            if phase != .colon { member = nil }
            phase = phase == .after && byte == Byte.quote ? .next : .value
            return faultOnce(byte, expected: expected, scan)
        }
        return passStray(byte, expected: expected, &scan)
    }

    /// Passes a byte that has no place here.
    private mutating func passStray(
        _ byte: UInt8, expected: JSONExpectation, _ scan: inout JSONScan
    ) -> JSONPiece? {
        let piece = faultOnce(byte, expected: expected, scan)
        pass(&scan)
        return piece
    }

    /// Says that a byte has no place here, once until something sound comes.
    private mutating func faultOnce(_ byte: UInt8, expected: JSONExpectation, _ scan: JSONScan) -> JSONPiece? {
        defer { isLost = true }
        return isLost ? nil : fault(.unexpectedByte(byte, expected: expected), at: scan.at)
    }

    private mutating func openArray(isInPage: Bool) {
        context = .array
        phase = .first
        arrayCount = 0
        isLost = false
        self.isInPage = isInPage
    }

    /// Begins a value or a name with its first byte.
    private mutating func beginValue(_ byte: UInt8, _ purpose: Purpose, _ scan: inout JSONScan) {
        if purpose != .memberValue { isLost = false }
        if purpose == .element { openElement(scan) }
        switch byte {
        case Byte.quote:
            isEscaped = false
            token = .string(purpose)
        case Byte.openBrace, Byte.openBracket:
            nesting = JSONNesting()
            nesting.open(isObject: byte == Byte.openBrace)
            isInString = false
            token = .container(purpose)
        default: token = .scalar(purpose)
        }
        pass(&scan)
    }

    /// Passes one byte.
    private mutating func pass(_ scan: inout JSONScan) {
        position.note(scan.byte, at: scan.at)
        scan.at += 1
    }

    /// Passes a byte order mark, which may come in several chunks.
    private mutating func passByteOrderMark(_ scan: inout JSONScan) -> JSONPiece? {
        let offset = position.offset(scan.at)
        let isMark = scan.byte == (offset == 0 ? 0xEF : offset == 1 ? 0xBB : 0xBF)
        if isMark && offset < 2 {
            pass(&scan)
            return nil
        }
        token = .none
        if isMark { pass(&scan) }
        if offset == 0 { return nil }
        let reason: JSONError.Reason = isMark ? .byteOrderMark : .unexpectedByte(0xEF, expected: .value)
        return .fault(JSONError(reason: reason, offset: 0, line: 1, column: 1, pointer: .root))
    }

    /// Whether a byte begins no value.
    static func isPunctuation(_ byte: UInt8) -> Bool {
        byte == Byte.comma || byte == Byte.colon || byte == Byte.closeBrace || byte == Byte.closeBracket
    }
}
