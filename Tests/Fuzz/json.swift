import JSON

/// One input of the fuzzer: read it, write what was read, split it in two ways; any broken promise stops the process.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // A copy of exactly the size, so that the address sanitiser sees one byte too many.
    let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
    checkReader(bytes)
    checkWriter(bytes)
    checkSplitter(bytes)
    return 0
}

/// What is accepted, written and read again is equal; what is refused says where, within the text.
private func checkReader(_ bytes: [UInt8]) {
    do throws(JSONError) {
        let value = try JSON.read(bytes)
        let text = Array(JSON.text(value).utf8)
        guard let again = try? JSON.read(text), again == value, again.hashValue == value.hashValue else {
            fatalError("written, it does not read back equal")
        }
        guard Array(JSON.text(again).utf8) == text else { fatalError("written twice, it differs") }
        guard let pretty = try? JSON.read(JSON.pretty(value)), pretty == value else {
            fatalError("pretty text differs")
        }
        _ = (value.int64Value, value.doubleValue)
    } catch {
        precondition(error.offset <= bytes.count && error.line >= 1 && error.column >= 1, "a place outside of the text")
        precondition(JSONPointer(text: error.pointer.text) == error.pointer, "a broken pointer")
        precondition(!error.description.isEmpty, "nothing said")
    }
}

/// Any bytes make a JSON string, and the one that Swift would make of them.
private func checkWriter(_ bytes: [UInt8]) {
    var writer = JSONWriter(capacityBytes: 1)
    bytes.withUnsafeBytes { writer.string(utf8: $0) }
    var limits = JSONLimits()
    limits.stringBytesMax = .max
    limits.bytesMax = .max
    let value = try? JSON.read(writer.bytes(), limits: limits)
    let string = String(decoding: bytes, as: UTF8.self)
    precondition(value == .string(string), "a string does not read back")
    precondition(Array(JSON.text(.string(string)).utf8) == writer.bytes(), "two ways to write a string differ")
}

/// Whole or byte by byte, the splitter finds the same; elements are where it says.
private func checkSplitter(_ bytes: [UInt8]) {
    for form in [JSONSplitter.Form.automatic, .lines, .values] {
        var whole = JSONSplitter(form: form, pageMembers: ["a"], elementBytesMax: 64)
        var single = whole
        var first: [JSONPiece] = []
        var second: [JSONPiece] = []
        whole.feed(bytes) { first.append($0) }
        first += whole.finish()
        for byte in bytes { single.feed([byte]) { second.append($0) } }
        second += single.finish()
        precondition(first == second, "chunks make a difference")
        var end = 0
        for piece in first {
            switch piece {
            case .element(let element, let at):
                precondition(at.offset >= end && at.offset + element.count <= bytes.count, "an element out of order")
                end = at.offset + element.count
                precondition(Array(bytes[at.offset..<end]) == element, "an element is not where it says")
                precondition(element.count <= 64, "an element above the limit")
            case .oversized(let count, let at):
                precondition(at.offset >= end && count > 64 && at.offset + count <= bytes.count, "no such element")
                end = at.offset + count
            case .fault(let error): precondition(error.offset <= bytes.count, "a place outside of the text")
            }
        }
        // A sound array of no more than the limit allows must come out whole.
        if form == .automatic, let elements = try? JSON.read(bytes).arrayValue {
            precondition(first.count == elements.count, "an array lost elements")
            for (piece, element) in zip(first, elements) {
                if case .element(let bytes, _) = piece { precondition((try? JSON.read(bytes)) == element, "another") }
            }
        }
    }
}
