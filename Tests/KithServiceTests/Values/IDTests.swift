import Testing

@testable import KithService

struct IDTests {
    private let text = "0192f0c1-7a3e-7cc4-9b1e-3f2a5d6c7b80"

    @Test func textIsReadAndWrittenBackTheSame() throws {
        let id = try #require(ID(text))
        #expect(id.description == text)
        #expect(id.canonical == text)
        #expect(id.high == 0x0192_F0C1_7A3E_7CC4)
        #expect(id.low == 0x9B1E_3F2A_5D6C_7B80)
        var bytes: [UInt8] = Array("id=".utf8)
        id.writeText(to: &bytes)
        #expect(bytes == Array("id=\(text)".utf8))
        #expect(id.withText { Array($0) } == Array(text.utf8))
        #expect(ID(Array(text.utf8)) == id)
        #expect(ID(octets: id.octets) == id)
        #expect(id.octets.count == 16)
        #expect(id.octets.first == 0x01 && id.octets.last == 0x80)
    }

    @Test(arguments: [
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "2ed6657d-e927-568b-95e1-2665a8aea6a2", "def5ccd4-f121-df4d-60d2-4dc0d69ff555",
    ])
    func everyVersionIsTaken(_ text: String) {
        #expect(ID(text)?.description == text)
    }

    @Test(arguments: [
        "", "0192f0c1-7a3e-7cc4-9b1e-3f2a5d6c7b8", "0192f0c1-7a3e-7cc4-9b1e-3f2a5d6c7b800",
        "0192F0C1-7A3E-7CC4-9B1E-3F2A5D6C7B80", "0192f0c1-7a3e-7cc4-9b1e-3f2a5d6c7b8g",
        "0192f0c17a3e7cc49b1e3f2a5d6c7b80", "0192f0c1-7a3e-7cc4-9b1e+3f2a5d6c7b80",
        "{192f0c1-7a3e-7cc4-9b1e-3f2a5d6c7b80", "0192f0c17-a3e-7cc4-9b1e-3f2a5d6c7b80",
        " 192f0c1-7a3e-7cc4-9b1e-3f2a5d6c7b80", "0192f0c1-7a3e-7cc4-9b1e-3f2a5d6c7é0",
    ])
    func anythingElseIsRefused(_ text: String) {
        #expect(ID(text) == nil)
        #expect(throws: ID.Invalid.notAnID) { try ID(utf8: text.utf8) }
    }

    @Test func onlySixteenOctetsMakeAnID() {
        #expect(ID(octets: [UInt8](repeating: 0, count: 15)) == nil)
        #expect(ID(octets: [UInt8](repeating: 0, count: 17)) == nil)
    }

    @Test func everySingleByteChangeIsRefusedOrReadsAsAnotherID() throws {
        let id = try #require(ID(text))
        let bytes = Array(text.utf8)
        for place in bytes.indices {
            for byte in UInt8.min...UInt8.max where byte != bytes[place] {
                var changed = bytes
                changed[place] = byte
                let read = ID(changed)
                #expect(read != id)
                if let read { #expect(Array(read.description.utf8) == changed) }
            }
        }
    }

    @Test func idsAreOrderedAsTheirTexts() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            let left = ID(high: generator.next() >> (generator.next() % 64), low: generator.next())
            let right = ID(high: generator.next() >> (generator.next() % 64), low: generator.next())
            #expect((left < right) == (left.description < right.description))
            #expect(ID(left.description) == left)
        }
    }

    @Test func namedIDsAreThoseOfTheStandard() {
        // RFC 9562, appendix A.4.
        let id = NamedID.make("www.example.com", in: NamedID.domainNames)
        #expect(id.description == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
        #expect(id.version == 5)
        #expect(id.madeAt == nil)
        #expect(NamedID.domainNames.description == "6ba7b810-9dad-11d1-80b4-00c04fd430c8")
        #expect(NamedID.make("", in: NamedID.domainNames) != id)
        #expect(NamedID.make("www.example.com", in: id) != id)
    }
}
