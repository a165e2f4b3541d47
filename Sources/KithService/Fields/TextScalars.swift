/// Which characters a text may be made of.
enum TextScalars {
    /// Whether a text may hold a character: no control characters, and on one line nothing that breaks or turns it.
    static func isTaken(_ scalar: Unicode.Scalar, lines: Bool) -> Bool {
        switch scalar.value {
        case 0x09: true
        case 0x0A, 0x0D: lines
        case 0...0x1F, 0x7F...0x9F: false
        // Line and paragraph separators, and what turns the direction of the text around it (Unicode TR 36).
        case 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: lines
        default: true
        }
    }

    /// The pattern of a line, for clients that check beforehand (ECMA-262).
    static let linePattern: String = {
        let refused = #"\u0000-\u0008\u000A-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069"#
        return "^[^\(refused)]*[^\\s\(refused)][^\(refused)]*$"
    }()

    /// Whether a character can be seen.
    static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value > 0x20 }
        switch scalar.properties.generalCategory {
        case .format, .control, .spaceSeparator, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate:
            return false
        default:
            return true
        }
    }
}
