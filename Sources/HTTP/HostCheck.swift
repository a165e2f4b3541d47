/// Whether bytes are `uri-host [ ":" port ]` (RFC 9110 §7.2, RFC 3986 §3.2.2), with a host that is not empty.
enum HostCheck {
    static func isValid(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return false }
        var end = range.lowerBound
        if bytes[end] == 0x5B {
            while end < range.upperBound, bytes[end] != 0x5D { end += 1 }
            guard end < range.upperBound, isAddress(bytes, range.lowerBound + 1..<end) else { return false }
            end += 1
        } else {
            while end < range.upperBound, bytes[end] != ASCII.colon {
                guard isNameByte(bytes, end, range.upperBound) else { return false }
                end += 1
            }
            guard end > range.lowerBound else { return false }
        }
        guard end < range.upperBound else { return true }
        return bytes[end] == ASCII.colon && isPort(bytes, end + 1..<range.upperBound)
    }

    private static func isNameByte(_ bytes: borrowing Span<UInt8>, _ index: Int, _ end: Int) -> Bool {
        guard ASCII.isHostByte(bytes[index]) else { return false }
        guard bytes[index] == ASCII.percent else { return true }
        return index + 2 < end && ASCII.hexValue(bytes[index + 1]) != nil && ASCII.hexValue(bytes[index + 2]) != nil
    }

    private static func isPort(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count <= 5 else { return false }
        var port = 0
        for index in range {
            guard ASCII.isDigit(bytes[index]) else { return false }
            port = port * 10 + Int(bytes[index] - 0x30)
        }
        return port <= 65535
    }

    /// Whether the bytes between the brackets look like an IPv6 address: hexadecimal groups of at most four digits,
    /// colons, one `::` at most, and perhaps an IPv4 address at the end.
    private static func isAddress(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
        var groups = 0
        var digits = 0
        var doubles = 0
        var dots = 0
        var colons = 0
        for index in range {
            let byte = bytes[index]
            if byte == ASCII.colon {
                guard dots == 0 else { return false }
                if index > range.lowerBound, bytes[index - 1] == ASCII.colon { doubles += 1 }
                colons += 1
                digits = 0
            } else if byte == ASCII.dot {
                guard digits > 0, colons > 1 else { return false }
                dots += 1
                digits = 0
            } else {
                guard ASCII.hexValue(byte) != nil, dots == 0 || ASCII.isDigit(byte) else { return false }
                if digits == 0 { groups += 1 }
                digits += 1
                guard digits <= 4 else { return false }
            }
        }
        guard dots == 0 || (dots == 3 && digits > 0) else { return false }
        let words = dots == 0 ? groups : groups - 2
        return doubles == 1 ? words < 8 : doubles == 0 && words == 8 && colons == (dots == 0 ? 7 : 6)
    }
}
