import HTTP

/// One input of the fuzzer: its bytes as a connection sends them, whole and cut, and as values of fields.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHTTP(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
    checkCuts(bytes)
    checkFields(bytes)
    return 0
}

/// Whole, in two pieces cut at a place that the input chooses, and byte by byte: the events are the same.
private func checkCuts(_ bytes: [UInt8]) {
    let whole = events([bytes[...]])
    let cut = bytes.isEmpty ? 0 : (Int(bytes[bytes.count / 2]) * 251 + Int(bytes[0])) % (bytes.count + 1)
    precondition(events([bytes[..<cut], bytes[cut...]]) == whole, "a cut makes a difference")
    precondition(events(bytes.indices.map { bytes[$0...$0] }) == whole, "single bytes make a difference")
}

private func events(_ pieces: [ArraySlice<UInt8>]) -> [String] {
    var limits = Limits()
    limits.targetBytesMax = 128
    limits.fieldSectionBytesMax = 512
    limits.fieldLinesMax = 12
    limits.chunkExtensionBytesMax = 24
    limits.chunkExtensionsTotalBytesMax = 60
    limits.trailerSectionBytesMax = 64
    limits.trailerLinesMax = 4
    var parser = RequestParser(limits: limits)
    var lines: [String] = []
    for piece in pieces {
        var rest = piece
        feeding: while true {
            // A copy of exactly the size, so that the address sanitiser sees one byte too many.
            let exact = Array(rest)
            let (taken, event) = exact.withUnsafeBytes { parser.consume($0) }
            precondition(taken >= 0 && taken <= rest.count, "more was taken than there is")
            rest = rest.dropFirst(taken)
            switch event {
            case .needMore:
                precondition(rest.isEmpty, "bytes were left without an event")
                break feeding
            case .head(let head):
                lines.append(describe(head))
                if let rejection = parser.acceptBody(bytesMax: 300) { return lines + [rejection.code] }
            case .request(let request):
                precondition(request.body.count <= 300, "a body over the limit")
                lines.append("\(request.body)")
                parser.reset()
                if rest.isEmpty { break feeding }
            case .reject(let rejection): return lines + [rejection.code]
            }
        }
    }
    return lines + ["\(parser.hasBegun)"]
}

private func describe(_ head: RequestHead) -> String {
    for index in 0..<head.path.count {
        let segment = head.path.segment(index)
        precondition(segment != "." && segment != "..", "a dot segment")
        precondition(head.path.segmentBytes(index)?.contains(0) == false, "a NUL in a path")
        precondition(Array((segment ?? "").utf8)[...] == head.path.segmentBytes(index), "a segment is no UTF-8")
    }
    for (name, value) in head.fields {
        precondition(!value.contains { $0 == 0 || $0 == 10 || $0 == 13 }, "a control character in a value")
        precondition(head.fields.first(named: String(decoding: name, as: UTF8.self)) != nil, "a field is not found")
    }
    if case .length(let length) = head.framing {
        precondition(length >= 0 && !head.fields.contains("transfer-encoding"), "two framings")
    }
    precondition(head.fields.count(of: "host") <= 1 && head.fields.count(of: "content-length") <= 1, "a repeat")
    let path = try? RequestHead(method: .get, target: head.path.description).path
    precondition(path == head.path, "a path is not read again as it was")
    return "\(head.method) \(head.path) \(head.query.pairs) \(head.minorVersion) \(head.framing) \(head.keepAlive) "
        + "\(head.expectsContinue) \(head.isAsteriskForm) \(Array(head.host)) "
        + head.fields.map { "\(Array($0.name)):\(Array($0.value))" }.joined()
}

/// Any bytes as the value of a field: readers of values do not stop, and nothing splits an answer.
private func checkFields(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    var fields = Fields()
    for name in ["Accept", "If-Match", "If-None-Match"] { fields.append(name, text) }
    _ = Accept(fields).choose(["application/json", "text/csv;header=present"])
    _ = Conditional.evaluate(.put, fields, current: ETag("1"))
    for tag in ETag.list(bytes) ?? [] {
        precondition(ETag.list(tag.description.utf8) == [tag], "a tag is not read again as it was")
    }
    var response = Response(.ok)
    let isAdded = response.fields.append(.location, bytes: bytes)
    var out: [UInt8] = []
    _ = ResponseSerializer.append(
        response, to: &out, method: .get, minorVersion: 1, keepAlive: true, date: HTTPDate.bytes(unixSeconds: 0))
    precondition(out.count { $0 == 10 } == (isAdded ? 5 : 4) && !out.contains(0), "an answer was split")
}
