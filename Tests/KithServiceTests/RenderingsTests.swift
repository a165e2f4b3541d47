import JSON
import Testing

@testable import KithService

/// What is kept is found again under its own id, version and time alone, and never more than there is room for.
@Suite struct RenderingsTests {
    private struct Entry: Hashable {
        let form: UInt8
        let id: String
        let version: Int64
        let updatedAt: String
    }

    private func withKey<R>(_ entry: Entry, _ body: (RenderingKey) -> R) -> R {
        Array(entry.id.utf8).withUnsafeBytes { id in
            Array(entry.updatedAt.utf8).withUnsafeBytes { time in
                body(RenderingKey(form: entry.form, version: entry.version, id: id, stamps: time))
            }
        }
    }

    private func find(_ entry: Entry, in ring: inout RenderingRing) -> [UInt8]? {
        withKey(entry) { key in ring.find(key).map { Array($0) } }
    }

    private func id(_ number: Int) -> String {
        ID(high: 0x0199_0000_0000_7000 + UInt64(number) * 7919, low: 1 << 63 | UInt64(number) &* 0x9E37_79B9).canonical
    }

    @Test func whatIsFoundIsAlwaysWhatWasKeptLast() throws {
        var ring = RenderingRing(bytes: 64 << 10)
        var model: [Entry: [UInt8]] = [:]
        var random = SeededGenerator(seed: 11)
        var hits = 0
        for step in 0..<40_000 {
            let entry = Entry(
                form: UInt8.random(in: 0...2, using: &random), id: id(Int.random(in: 0..<200, using: &random)),
                version: Int64.random(in: 1...3, using: &random),
                updatedAt: Bool.random(using: &random) ? "2026-11-22T09:00:00Z" : "2026-11-22T09:00:01Z")
            if Bool.random(using: &random) {
                let size = Int.random(in: 1...900, using: &random)
                let bytes = Array(repeating: UInt8(truncatingIfNeeded: step), count: size)
                bytes.withUnsafeBytes { bytes in withKey(entry) { ring.keep($0, bytes) } }
                model[entry] = bytes
            } else if let found = find(entry, in: &ring) {
                #expect(found == model[entry])
                hits += 1
            }
        }
        #expect(hits > 300)
    }

    @Test func aNewVersionTakesThePlaceOfTheOldOne() throws {
        var ring = RenderingRing(bytes: 64 << 10)
        let old = Entry(form: 1, id: id(1), version: 1, updatedAt: "2026-11-22T09:00:00Z")
        let new = Entry(form: 1, id: id(1), version: 2, updatedAt: "2026-11-22T09:00:00Z")
        for entry in [old, new] {
            [UInt8(entry.version)].withUnsafeBytes { bytes in withKey(entry) { ring.keep($0, bytes) } }
        }
        #expect(find(old, in: &ring) == nil)
        #expect(find(new, in: &ring) == [2])
    }

    @Test func theOldestMakesRoomForTheNewest() throws {
        var ring = RenderingRing(bytes: 16 << 10)
        let bytes = [UInt8](repeating: 7, count: 1000)
        let entries = (0..<100).map {
            Entry(form: 0, id: id($0), version: 1, updatedAt: "2026-11-22T09:00:00Z")
        }
        for entry in entries { bytes.withUnsafeBytes { bytes in withKey(entry) { ring.keep($0, bytes) } } }
        #expect(find(entries[0], in: &ring) == nil)
        #expect(find(entries[99], in: &ring) == bytes)
        let kept = entries.filter { find($0, in: &ring) != nil }.count
        #expect((8...16).contains(kept))
    }

    @Test func whatIsForgottenIsNotFound() {
        let renderings = Renderings()
        let entry = Entry(form: 0, id: id(5), version: 1, updatedAt: "2026-11-22T09:00:00Z")
        var writer = JSONWriter()
        [UInt8]("{}".utf8).withUnsafeBytes { bytes in withKey(entry) { renderings.keep($0, bytes) } }
        #expect(withKey(entry) { renderings.write($0, to: &writer) })
        renderings.forget()
        #expect(!withKey(entry) { renderings.write($0, to: &writer) })
    }

    @Test func whatIsTooLargeIsNotKept() throws {
        let renderings = Renderings()
        let entry = Entry(form: 0, id: id(5), version: 1, updatedAt: "2026-11-22T09:00:00Z")
        for (size, isKept) in [(Renderings.renderingBytesMax, true), (Renderings.renderingBytesMax + 1, false)] {
            let other = Entry(form: 0, id: id(size), version: entry.version, updatedAt: entry.updatedAt)
            [UInt8](repeating: 0x31, count: size).withUnsafeBytes { bytes in
                withKey(other) { renderings.keep($0, bytes) }
            }
            var writer = JSONWriter()
            #expect(withKey(other) { renderings.write($0, to: &writer) } == isKept)
            #expect(writer.count == (isKept ? size : 0))
        }
    }
}
