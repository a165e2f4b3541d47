import Testing

@testable import KithService

struct InstantTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59.999Z", -1), ("1969-12-31T23:59:59Z", -1000),
        ("2026-11-21T09:30:00Z", 1_795_253_400_000), ("2026-11-21T09:30:00.001Z", 1_795_253_400_001),
        ("2026-11-21T09:30:00.120Z", 1_795_253_400_120), ("0001-01-01T00:00:00Z", -62_135_596_800_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ])
    func textAndMillisecondsAgree(_ text: String, _ milliseconds: Int64) throws {
        let instant = try Instant(text)
        #expect(instant.milliseconds == milliseconds)
        #expect(instant.canonical == text && instant.description == text)
        #expect(Instant(milliseconds: milliseconds) == instant)
    }

    @Test(arguments: [
        ("2026-11-21t09:30:00z", "2026-11-21T09:30:00Z"), ("2026-11-21T09:30:00.000Z", "2026-11-21T09:30:00Z"),
        ("2026-11-21T09:30:00.1Z", "2026-11-21T09:30:00.100Z"),
        ("2026-11-21T09:30:00.12Z", "2026-11-21T09:30:00.120Z"),
        ("2026-11-21T09:30:00.1239Z", "2026-11-21T09:30:00.123Z"),
        ("2026-11-21T09:30:00.999999999Z", "2026-11-21T09:30:00.999Z"),
        ("1960-11-21T09:30:00.0009Z", "1960-11-21T09:30:00Z"),
        ("2026-06-21T00:30:00+01:00", "2026-06-20T23:30:00Z"), ("2026-11-21T09:30:00-05:30", "2026-11-21T15:00:00Z"),
        ("2026-11-21T09:30:00+00:00", "2026-11-21T09:30:00Z"), ("2026-11-21T09:30:00-00:00", "2026-11-21T09:30:00Z"),
        ("2026-12-31T23:59:59-23:59", "2027-01-01T23:58:59Z"), ("2024-02-29T23:00:00-02:00", "2024-03-01T01:00:00Z"),
    ])
    func otherFormsOfTheStandardAreTurnedIntoOurs(_ text: String, _ canonical: String) throws {
        #expect(try Instant(text).canonical == canonical)
    }

    @Test(arguments: [
        ("", Instant.Invalid.notAnInstant), ("2026-11-21", .notAnInstant), ("2026-11-21 09:30:00Z", .notAnInstant),
        ("2026-11-21T09:30Z", .notAnInstant), ("2026-11-21T9:30:00Z", .notAnInstant),
        ("2026-11-21T09:30:00.Z", .notAnInstant), ("2026-11-21T09:30:00.1234567890Z", .notAnInstant),
        ("2026-11-21T09:30:00ZZ", .notAnInstant), ("2026-11-21T09:30:00Z ", .notAnInstant),
        ("2026-11-21T09:30:00+01:00x", .notAnInstant), ("20261121T093000Z", .notAnInstant),
        ("2026-02-29T09:30:00Z", .noSuchDay), ("0000-01-01T00:00:00Z", .noSuchDay),
        ("0001-01-01T00:00:00+00:01", .noSuchDay), ("9999-12-31T23:59:59-00:01", .noSuchDay),
        ("2026-11-21T24:00:00Z", .noSuchTime), ("2026-11-21T09:60:00Z", .noSuchTime),
        ("2026-11-21T09:30:61Z", .noSuchTime), ("2026-11-21T24:00:60Z", .noSuchTime),
        ("2016-12-31T23:59:60Z", .leapSecond), ("2016-12-31T23:59:60.5Z", .leapSecond),
        ("2026-11-21T09:30:00", .noOffset), ("2026-11-21T09:30:00.5", .noOffset),
        ("2026-11-21T09:30:00+01", .badOffset), ("2026-11-21T09:30:00+0100", .badOffset),
        ("2026-11-21T09:30:00+24:00", .badOffset), ("2026-11-21T09:30:00+01:60", .badOffset),
        ("2026-11-21T09:30:00 01:00", .badOffset), ("2026-11-21T09:30:00,5Z", .badOffset),
    ])
    func everythingElseIsRefusedWithItsReason(_ text: String, _ reason: Instant.Invalid) {
        #expect(throws: reason) { try Instant(text) }
        #expect(reason.detail.hasSuffix("."))
    }

    @Test func momentsOutsideTheBoundsAreMovedIntoThem() {
        #expect(Instant(milliseconds: .max) == .last)
        #expect(Instant(milliseconds: .min) == .first)
        #expect(Instant.last.adding(milliseconds: .max) == .last)
        #expect(Instant.first.adding(milliseconds: .min) == .first)
        #expect(Instant.epoch.adding(seconds: .max) == .last)
        #expect(Instant.epoch.adding(seconds: .min) == .first)
    }

    @Test func arithmeticAndOrderGoTogether() throws {
        let instant = try Instant("2026-11-21T23:59:59Z")
        #expect(instant.adding(seconds: 1).canonical == "2026-11-22T00:00:00Z")
        #expect(instant.adding(milliseconds: -1).canonical == "2026-11-21T23:59:58.999Z")
        #expect(instant.adding(seconds: 5).milliseconds(since: instant) == 5000)
        #expect(instant < instant.adding(milliseconds: 1))
        #expect(Instant(milliseconds: -1).seconds == -1 && Instant(milliseconds: 1999).seconds == 1)
        #expect(Instant(milliseconds: -1).dateInUTC.canonical == "1969-12-31")
        #expect(Instant.first.dateInUTC == .first && Instant.last.dateInUTC == .last)
    }

    @Test func randomMomentsComeBackFromTheirText() throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<20_000 {
            let milliseconds = Int64.random(
                in: Instant.first.milliseconds...Instant.last.milliseconds, using: &generator)
            let instant = Instant(milliseconds: milliseconds)
            let text = instant.canonical
            #expect(try Instant(text) == instant)
            #expect(text.hasPrefix(instant.dateInUTC.canonical))
        }
    }

    @Test func randomBytesNeverReadAsAnInstantUnlessTheyAreOne() throws {
        let valid = Array("2026-11-21T09:30:00.123+01:00".utf8)
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<20_000 {
            var bytes = valid
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: bytes.indices, using: &generator)
                bytes[place] = UInt8.random(in: 0...255, using: &generator)
            }
            guard let read = try? Instant(utf8: bytes) else { continue }
            #expect(try Instant(read.canonical) == read)
        }
    }
}
