/// The values themselves: where each ends.
extension JSONSplitter {
    /// Passes a number, a literal or whatever else is no string and no bracket.
    mutating func passScalar(_ purpose: Purpose, _ scan: inout JSONScan) -> JSONPiece? {
        while scan.at < scan.end {
            let byte = scan.byte
            if Byte.isSpace(byte) || Self.isPunctuation(byte) || byte == Byte.quote || byte == Byte.openBrace
                || byte == Byte.openBracket
            {
                return endToken(purpose, scan)
            }
            position.note(byte, at: scan.at)
            scan.at += 1
        }
        return nil
    }

    /// Passes the rest of a string.
    mutating func passString(_ purpose: Purpose, _ scan: inout JSONScan) -> JSONPiece? {
        switch skipString(&scan) {
        case .open: nil
        case .closed: endToken(purpose, scan)
        case .broken: endBroken(purpose, scan)
        }
    }

    /// Passes the rest of an array or an object.
    mutating func passContainer(_ purpose: Purpose, _ scan: inout JSONScan) -> JSONPiece? {
        while scan.at < scan.end {
            if isInString {
                switch skipString(&scan) {
                case .open: return nil
                case .closed: isInString = false
                case .broken: return endBroken(purpose, scan)
                }
                continue
            }
            let byte = scan.byte
            position.note(byte, at: scan.at)
            scan.at += 1
            switch byte {
            case Byte.quote:
                isInString = true
                isEscaped = false
            case Byte.openBrace, Byte.openBracket: nesting.open(isObject: byte == Byte.openBrace)
            case Byte.closeBrace, Byte.closeBracket:
                nesting.close(isObject: byte == Byte.closeBrace)
                if nesting.depth == 0 { return endToken(purpose, scan) }
            default: break
            }
        }
        return nil
    }

    /// Passes the rest of a line.
    mutating func passLine(_ scan: inout JSONScan) -> JSONPiece? {
        while scan.at < scan.end {
            let byte = scan.byte
            if byte == Byte.newline {
                token = .none
                return takeElement(scan)
            }
            position.note(byte, at: scan.at)
            scan.at += 1
        }
        return nil
    }

    /// Begins to keep an element's bytes with the one at the place.
    mutating func openElement(_ scan: JSONScan) {
        capture.open(at: scan.at)
        place = JSONPiece.Place(
            index: elementCount, offset: position.offset(scan.at), line: position.line,
            column: position.column(scan.at), member: context == .array && isInPage ? member : nil)
    }

    /// Makes a piece of the bytes that have been kept; nil stands for the end of the input.
    mutating func takeElement(_ scan: JSONScan?) -> JSONPiece {
        let (count, bytes) = capture.close(scan)
        mayBeElement = false
        // The first value of all, at the top, on one line by itself so far: a line feed now makes it ndjson.
        mayBeLines = form == .automatic && context == .top && elementCount == 0 && place.line == position.line
        elementCount += 1
        arrayCount += 1
        guard var bytes else { return .oversized(byteCount: count, at: place) }
        if form == .lines { while let last = bytes.last, Byte.isSpace(last) { bytes.removeLast() } }
        return .element(bytes, at: place)
    }

    /// Says what is wrong at a place of the chunk.
    func fault(_ reason: JSONError.Reason, at: Int) -> JSONPiece {
        var pointer = JSONPointer.root
        if context == .array {
            if isInPage, let member { pointer = pointer.appending(member) }
            pointer = pointer.appending(arrayCount)
        }
        return .fault(
            JSONError(
                reason: reason, offset: position.offset(at), line: position.line, column: position.column(at),
                pointer: pointer))
    }

    private mutating func endToken(_ purpose: Purpose, _ scan: JSONScan) -> JSONPiece? {
        token = .none
        switch purpose {
        case .element:
            phase = .after
            return takeElement(scan)
        case .memberValue: phase = .after
        case .memberName:
            phase = .colon
            member = nil
            if let bytes = name.close(scan).bytes, let name = try? JSON.read(bytes).stringValue {
                member = pageMembers.first { ExactName.areEqual($0, name) }
            }
        }
        return nil
    }

    /// Ends a value at the top, or an object that might have been a page, in the middle of a string.
    private mutating func endBroken(_ purpose: Purpose, _ scan: JSONScan) -> JSONPiece? {
        token = .none
        phase = .after
        context = .top
        name.discard()
        return takeElement(scan)
    }

    private enum StringEnd {
        /// The chunk ended first.
        case open
        /// The position is behind the closing quotation mark.
        case closed
        /// The position is at a line feed, which no string has. At the top of the input the next line begins afresh,
        /// so that a quotation mark left out spoils one line alone.
        case broken
    }

    /// Moves to the end of the string that the position is in.
    private mutating func skipString(_ scan: inout JSONScan) -> StringEnd {
        let endsWithLine = context == .top || mayBeElement
        while scan.at < scan.end {
            while !isEscaped && scan.at + 8 <= scan.end {
                let word = ByteWord(scan.base, at: scan.at)
                let specials = word.stringSpecials
                let plain = specials == 0 ? 8 : ByteWord.bytesBefore(specials)
                position.note(word, count: plain)
                scan.at += plain
                if plain < 8 { break }
            }
            guard scan.at < scan.end else { return .open }
            let byte = scan.byte
            if byte == Byte.newline && endsWithLine { return .broken }
            position.note(byte, at: scan.at)
            scan.at += 1
            if isEscaped {
                isEscaped = false
            } else if byte == Byte.backslash {
                isEscaped = true
            } else if byte == Byte.quote {
                return .closed
            }
        }
        return .open
    }
}
