/// Makes broken messages of whole ones, the same for the same seed.
struct Mutator {
    private var random: Random
    private let messages: [[UInt8]]

    /// Mutates requests that a service would answer.
    ///
    /// - Parameter token: A valid token: what is behind the door is tried too.
    init(seed: UInt64, token: String, supportCase: String) {
        random = Random(seed: seed)
        let head = "Host: kith\r\nAuthorization: Bearer \(token)\r\n"
        let note = #"{"note":"She said “hello”, and \#u{1F642} too","minutes":12,"with":[]}"#
        let chunked = "10\r\n{\"preferred_name\"\r\n6;x=y\r\n:\"M.\"}\r\n0\r\nTrail: er\r\n\r\n"
        messages = [
            "GET /v1/people?limit=3&fields=id,preferred_name HTTP/1.1\r\n\(head)\r\n",
            "POST /v1/cases/\(supportCase)/contacts HTTP/1.1\r\n\(head)Content-Type: application/json\r\n"
                + "Idempotency-Key: k\r\nContent-Length: \(note.utf8.count)\r\n\r\n\(note)",
            "POST /v1/people HTTP/1.1\r\n\(head)Content-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n\(chunked)",
            "PATCH /v1/cases/\(supportCase) HTTP/1.1\r\n\(head)Content-Type: application/merge-patch+json\r\n"
                + "If-Match: \"1\"\r\nContent-Length: 24\r\n\r\n{\"what_matters\":\"a dog.\"}",
            "OPTIONS * HTTP/1.1\r\nHost: kith\r\n\r\n",
            "HEAD /openapi.json HTTP/1.1\r\nHost: kith\r\nAccept: text/html;q=0.1, */*;q=0.2\r\n\r\n",
            "GET http://kith/v1/assets?near=53.7,-1.8&within=900&cursor=AAAA HTTP/1.0\r\n\(head)\r\n",
            "POST /v1/people HTTP/1.1\r\n\(head)Content-Type: application/json\r\nExpect: 100-continue\r\n"
                + "Content-Length: 23\r\n\r\n{\"preferred_name\":\"Em\"}",
        ].map { Array($0.utf8) }
    }

    /// The next broken message: one or several faults, and now and then a second message behind it.
    mutating func next() -> [UInt8] {
        var message = pick(messages)
        if random.below(4) == 0 { message += pick(messages) }
        for _ in 0...random.below(3) { mutate(&message) }
        return message
    }

    /// A number below `bound`, from the same seed.
    mutating func below(_ bound: Int) -> Int { random.below(bound) }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[random.below(elements.count)]
    }

    private mutating func mutate(_ message: inout [UInt8]) {
        guard !message.isEmpty else { return }
        let place = random.below(message.count)
        switch random.below(9) {
        case 0: message[place] ^= 1 << UInt8(random.below(8))
        case 1: message.removeSubrange(place...)
        case 2:
            let end = min(message.count, place + random.below(200))
            message.insert(contentsOf: message[place..<end], at: place)
        case 3: replaceNumber(&message)
        case 4: message.insert(contentsOf: pick(Self.wrongBytes), at: place)
        case 5: message.removeSubrange(place..<min(message.count, place + 1 + random.below(30)))
        case 6: message.insert(contentsOf: pick(Self.wrongFields).utf8, at: afterLine(message))
        case 7: message.insert(contentsOf: [UInt8](repeating: message[place], count: 1 << random.below(15)), at: place)
        default: for _ in 0..<8 { message[random.below(message.count)] = UInt8(random.below(256)) }
        }
    }

    /// Puts a giant or a strange number in the place of one.
    private mutating func replaceNumber(_ message: inout [UInt8]) {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let starts = message.indices.filter { digits.contains(message[$0]) }
        guard !starts.isEmpty else { return }
        let start = pick(starts)
        let end = message[start...].firstIndex { !digits.contains($0) } ?? message.endIndex
        message.replaceSubrange(start..<end, with: Array(pick(Self.wrongNumbers).utf8))
    }

    private mutating func afterLine(_ message: [UInt8]) -> Int {
        let ends = message.indices.filter { message[$0] == UInt8(ascii: "\n") }
        return ends.isEmpty ? 0 : pick(ends) + 1
    }

    private static let wrongNumbers = [
        "18446744073709551616", "9223372036854775807", "-1", "+5", "00000000000000000000000000000000001", "1e999",
        "ffffffffffffffff", "0x10", "4294967295", "2147483648", "9007199254740993", "-0", "1.7976931348623159e308",
    ]

    private static let wrongBytes: [[UInt8]] = [
        [0], [0xFF, 0xFE], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [13], [10], [13, 10, 13, 10],
        Array("%00".utf8), Array("%C0%AE".utf8), Array("%2e%2e/".utf8), Array("%".utf8), Array("\\ud800".utf8),
        Array("\u{212A}".utf8), Array("\u{202E}".utf8), Array("[[[[[[[[[[[[[[[[[[[[[[[[[".utf8), [0xEF, 0xBB, 0xBF],
    ]

    private static let wrongFields = [
        "Content-Length: 5\r\n", "Content-Length: 5, 5\r\n", "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\n", "Host: other\r\n", "Connection: close, keep-alive\r\n",
        "Authorization: Bearer x\r\n", "Idempotency-Key: \u{1F642}\r\n", " folded: line\r\n", "Upgrade: h2c\r\n",
        "If-None-Match: \"\r\n", "Range: bytes=0-\r\n", "Accept: \u{0}\r\n", "Expect: the-worst\r\n",
    ]
}
