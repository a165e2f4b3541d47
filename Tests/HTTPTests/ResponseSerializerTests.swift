import HTTP
import Testing

struct ResponseSerializerTests {
    private static let date = HTTPDate.bytes(unixSeconds: 784_111_777)
    private static let dateLine = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"

    /// A stream of two pieces that counts how often it is told to stop.
    private final class Pieces: BodyStream {
        // A class of one test and one thread; `nonisolated(unsafe)` for that alone.
        nonisolated(unsafe) var cancels = 0
        nonisolated(unsafe) private var pieces = ["ab", "c"]

        func next() throws -> [UInt8]? { pieces.isEmpty ? nil : Array(pieces.removeFirst().utf8) }
        func cancel() { cancels += 1 }
    }

    private func write(
        _ response: Response, method: Method? = .get, minorVersion: Int = 1, keepAlive: Bool = true
    ) -> (text: String, rest: ResponseSerializer.Rest) {
        var out: [UInt8] = []
        let rest = ResponseSerializer.append(
            response, to: &out, method: method, minorVersion: minorVersion, keepAlive: keepAlive, date: Self.date)
        return (String(decoding: out, as: UTF8.self), rest)
    }

    @Test func bytesAreFramedByLength() {
        let response = Response(.ok, contentType: "application/json", body: Array("{}".utf8))
        let (text, rest) = write(response)
        #expect(
            text == "HTTP/1.1 200 OK\r\n\(Self.dateLine)Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
        #expect(!rest.closes)
        #expect(rest.stream == nil)
    }

    @Test(arguments: [Response.Body.none, .bytes(Array("{}".utf8)), .bytes(Array(repeating: 0x61, count: 12_345))])
    func headHasTheFieldsOfGetAndNoContent(_ body: Response.Body) {
        let response = Response(.ok, body: body)
        let get = write(response).text
        let head = write(response, method: .head).text
        #expect(head.hasSuffix("\r\n\r\n"))
        #expect(get.hasPrefix(head))
    }

    @Test func headOfAStreamHasTheFieldsOfGetAndStopsTheStream() {
        for minorVersion in 0...1 {
            let stream = Pieces()
            let get = write(Response(.ok, body: .stream(Pieces())), minorVersion: minorVersion)
            let head = write(Response(.ok, body: .stream(stream)), method: .head, minorVersion: minorVersion)
            #expect(head.text == get.text)
            #expect(head.rest.closes == get.rest.closes)
            #expect(head.rest.stream == nil)
            #expect(stream.cancels == 1)
        }
    }

    @Test(arguments: [Status.noContent, .notModified])
    func whatHasNoContentHasNoFraming(_ status: Status) {
        let stream = Pieces()
        for body in [Response.Body.none, .bytes([0x61]), .stream(stream)] {
            for minorVersion in 0...1 {
                let (text, rest) = write(Response(status, body: body), minorVersion: minorVersion)
                let life = minorVersion == 0 ? "Connection: keep-alive\r\n" : ""
                #expect(text == "HTTP/1.1 \(status)\r\n\(Self.dateLine)\(life)\r\n")
                #expect(!rest.closes)
            }
        }
        #expect(stream.cancels == 2)
    }

    @Test func nothingToSayIsALengthOfNought() {
        #expect(write(Response(.created)).text == "HTTP/1.1 201 Created\r\n\(Self.dateLine)Content-Length: 0\r\n\r\n")
    }

    @Test func theEndOfAConnectionIsSaid() {
        let closed = "HTTP/1.1 200 OK\r\n\(Self.dateLine)Content-Length: 0\r\nConnection: close\r\n\r\n"
        #expect(write(Response(.ok), keepAlive: false).text == closed)
        #expect(write(Response(.ok, close: true)).text == closed)
        #expect(write(Response(.ok), method: nil, keepAlive: false).text == closed)
        #expect(write(Response(.ok), minorVersion: 0).text.hasSuffix("\r\nConnection: keep-alive\r\n\r\n"))
        #expect(write(Response(.ok), minorVersion: 0, keepAlive: false).text.hasSuffix("\r\nConnection: close\r\n\r\n"))
    }

    @Test func aStreamGoesInChunks() throws {
        let (text, rest) = write(Response(.ok, body: .stream(Pieces())))
        #expect(text == "HTTP/1.1 200 OK\r\n\(Self.dateLine)Transfer-Encoding: chunked\r\n\r\n")
        #expect(rest.isChunked)
        #expect(!rest.closes)
        var out: [UInt8] = []
        let stream = try #require(rest.stream)
        while let piece = try stream.next() { ResponseSerializer.appendChunk(piece, to: &out) }
        ResponseSerializer.appendChunk([], to: &out)
        ResponseSerializer.appendLastChunk(to: &out)
        #expect(out == Array("2\r\nab\r\n1\r\nc\r\n0\r\n\r\n".utf8))
    }

    @Test func aStreamToAnOldClientIsEndedByTheClose() {
        let (text, rest) = write(Response(.ok, body: .stream(Pieces())), minorVersion: 0)
        #expect(text == "HTTP/1.1 200 OK\r\n\(Self.dateLine)Connection: close\r\n\r\n")
        #expect(!rest.isChunked)
        #expect(rest.closes)
    }

    @Test(arguments: [(15, "f"), (16, "10"), (255, "ff"), (4096, "1000"), (65537, "10001")])
    func chunkSizesAreHexadecimal(_ count: Int, _ size: String) {
        var out: [UInt8] = []
        ResponseSerializer.appendChunk(Array(repeating: 0x61, count: count), to: &out)
        #expect(out.count == count + size.utf8.count + 4)
        #expect(out.starts(with: Array("\(size)\r\n".utf8)))
    }

    @Test(arguments: [0, 9, 10, 99, 100, 4096, 1_000_000])
    func lengthsAreDecimal(_ count: Int) {
        let (text, _) = write(Response(.ok, body: .bytes(Array(repeating: 0x61, count: count))), method: .head)
        #expect(text.contains("\r\nContent-Length: \(count)\r\n"))
    }

    @Test func everyStatusHasALine() throws {
        for code in 100...599 {
            let status = try #require(Status(code))
            #expect(write(Response(status)).text.hasPrefix("HTTP/1.1 \(code) \(status.reason)\r\n"))
        }
        #expect(Status(99) == nil)
        #expect(Status(600) == nil)
        #expect(String(decoding: ResponseSerializer.continueBytes, as: UTF8.self) == "HTTP/1.1 100 Continue\r\n\r\n")
    }

    @Test func answersStandBehindOneAnother() {
        var out: [UInt8] = []
        for _ in 0..<100 {
            _ = ResponseSerializer.append(
                Response(.ok), to: &out, method: .get, minorVersion: 1, keepAlive: true, date: Self.date)
        }
        #expect(out == Array(String(repeating: write(Response(.ok)).text, count: 100).utf8))
    }
}
