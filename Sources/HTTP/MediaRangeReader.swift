/// Reads one media range, as `text/csv;header=present;q=0.5` (RFC 9110 §12.5.1).
enum MediaRangeReader {
    /// The members of a list that are not empty.
    static func members(_ bytes: ArraySlice<UInt8>, separator: UInt8) -> [ArraySlice<UInt8>] {
        FieldMembers.split(bytes, separator: separator).filter { !$0.isEmpty }
    }

    /// Reads a range.
    ///
    /// - Returns: nil where it is malformed; such a range has no type.
    static func read(_ member: ArraySlice<UInt8>) -> Accept.Range? {
        let parts = members(member, separator: ASCII.semicolon)
        guard let first = parts.first, let slash = first.firstIndex(of: ASCII.slash) else { return nil }
        let type = first[..<slash].map(ASCII.lowered)
        let subtype = first[(slash + 1)...].map(ASCII.lowered)
        let star = [ASCII.star]
        guard !type.isEmpty, !subtype.isEmpty, (type + subtype).allSatisfy(ASCII.isToken),
            type != star || subtype == star
        else { return nil }
        var range = Accept.Range(
            type: type == star ? nil : type, subtype: subtype == star ? nil : subtype, parameters: [], weight: 1000)
        for part in parts.dropFirst() {
            let parameter = part.map(ASCII.lowered)
            if parameter.starts(with: [0x71, ASCII.equals]) {
                guard let weight = weight(parameter.dropFirst(2)) else { return nil }
                range.weight = weight
                // What stands behind the weight names no type (RFC 9110 §12.4.2 has dropped it).
                return range
            }
            // JSON and CSV are UTF-8 here in any case: asking for it asks for nothing more.
            if parameter != utf8, parameter != quotedUTF8 { range.parameters.append(parameter) }
        }
        return range
    }

    private static let utf8 = Array("charset=utf-8".utf8)
    private static let quotedUTF8 = Array("charset=\"utf-8\"".utf8)

    /// Reads `0`, `0.5`, `1.000`: thousandths, three decimals at most (RFC 9110 §12.4.2).
    private static func weight(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let whole = bytes.first, whole == 0x30 || whole == 0x31 else { return nil }
        var weight = whole == 0x31 ? 1000 : 0
        guard bytes.count > 1 else { return weight }
        let decimals = bytes.dropFirst(2)
        guard bytes[bytes.startIndex + 1] == ASCII.dot, decimals.count <= 3 else { return nil }
        var place = 100
        for byte in decimals {
            guard ASCII.isDigit(byte) else { return nil }
            weight += Int(byte - 0x30) * place
            place /= 10
        }
        return weight <= 1000 ? weight : nil
    }
}
