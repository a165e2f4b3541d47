import Testing

@testable import KithService

/// Cursors are sealed: opaque, for one list, and of no use once they are changed.
@Suite struct CursorSealTests {
    private let seal: CursorSeal
    private let cursor = Cursor(sort: "name", key: "o neill liz", id: "019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e8f")

    init() throws {
        seal = try CursorSeal(key: [UInt8](repeating: 7, count: 32))
    }

    @Test func aCursorOpensForItsOwnList() throws {
        let text = try seal.seal(cursor, list: "ann /v1/people?")
        #expect(seal.open(text, list: "ann /v1/people?") == cursor)
        #expect(seal.open(text, list: "ben /v1/people?") == nil)
        #expect(seal.open(text, list: "ann /v1/people?born=1984") == nil)
        let other = try CursorSeal(key: [UInt8](repeating: 8, count: 32))
        #expect(other.open(text, list: "ann /v1/people?") == nil)
    }

    @Test func aCursorShowsNothingOfWhatIsInIt() throws {
        let bytes = try #require(Base64URL.decode(try seal.seal(cursor, list: "x")))
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(!text.contains("liz") && !text.contains("neill") && !text.contains("019a"))
    }

    @Test func aChangedCursorIsNone() throws {
        let bytes = try #require(Base64URL.decode(try seal.seal(cursor, list: "x")))
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            #expect(seal.open(Base64URL.encode(changed), list: "x") == nil)
        }
        for count in 0..<bytes.count {
            #expect(seal.open(Base64URL.encode(Array(bytes[..<count])), list: "x") == nil)
        }
    }

    @Test func base64URLIsReadInItsOneForm() {
        for count in 0..<40 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 11) }
            let text = Base64URL.encode(bytes)
            #expect(Base64URL.decode(text) == bytes)
            #expect(Base64URL.decode(text + "=") == nil)
        }
        #expect(Base64URL.decode("AB") == nil, "bits that no byte takes")
        #expect(Base64URL.decode("A") == nil)
        #expect(Base64URL.decode("A+_/") == nil)
    }
}
