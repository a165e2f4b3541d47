/// Status lines, rendered once for every status there can be.
enum StatusLine {
    /// `HTTP/1.1 200 OK` and CRLF.
    static func bytes(_ status: Status) -> [UInt8] {
        let index = Int(status.code) - 100
        return lines.indices.contains(index) ? lines[index] : []
    }

    private static let lines: [[UInt8]] = (100...599).map { code in
        Array("HTTP/1.1 \(code) \(Status(code)?.reason ?? "Unknown")\r\n".utf8)
    }
}
