import Testing

@testable import KithService

struct PositionTests {
    @Test(arguments: [
        ("51.4545,-2.5879", 51.4545, -2.5879), ("51.4545, -2.5879", 51.4545, -2.5879), ("0,0", 0, 0),
        ("-90,-180", -90, -180), ("90.000,180.0", 90, 180), ("-0,-0.0", 0, 0), ("1.000000000001,2", 1.000000000001, 2),
        ("51.1,-0.1", 51.1, -0.1), ("007.5,1", 7.5, 1),
    ])
    func textIsReadAsTheNearestNumbers(_ text: String, _ latitude: Double, _ longitude: Double) throws {
        let position = try Position(text)
        #expect(position.latitude == latitude && position.longitude == longitude)
        #expect(position == (try Position(latitude: latitude, longitude: longitude)))
    }

    @Test(arguments: [
        ("", Position.Invalid.notAPosition), ("51.4545", .notAPosition), ("51.4545;-2.5", .notAPosition),
        ("51.4545,", .notAPosition), (",1", .notAPosition), (".5,1", .notAPosition), ("5.,1", .notAPosition),
        ("+5,1", .notAPosition), ("1e1,1", .notAPosition), ("nan,1", .notAPosition), ("inf,1", .notAPosition),
        ("1,1,1", .notAPosition), ("1,  1", .notAPosition), ("1 ,1", .notAPosition), ("0x10,1", .notAPosition),
        ("1000,1", .notAPosition), ("1.1234567890123,1", .notAPosition), ("1,1 ", .notAPosition),
        ("90.0001,1", .latitudeOutOfRange), ("-91,1", .latitudeOutOfRange), ("1,180.0001", .longitudeOutOfRange),
        ("1,-181", .longitudeOutOfRange),
    ])
    func everythingElseIsRefusedWithItsReason(_ text: String, _ reason: Position.Invalid) {
        #expect(throws: reason) { try Position(text) }
    }

    @Test func numbersThatAreNoneAreRefused() {
        for number in [Double.nan, .infinity, -.infinity] {
            #expect(throws: Position.Invalid.notAPosition) { try Position(latitude: number, longitude: 0) }
            #expect(throws: Position.Invalid.notAPosition) { try Position(latitude: 0, longitude: number) }
        }
        #expect(throws: Position.Invalid.latitudeOutOfRange) { try Position(latitude: 90.0.nextUp, longitude: 0) }
        #expect(throws: Position.Invalid.longitudeOutOfRange) { try Position(latitude: 0, longitude: 180.0.nextUp) }
    }

    @Test(arguments: [
        // Bristol to London, Land's End to John o' Groats, half round the earth, a quarter, across the date line.
        ("51.4545,-2.5879", "51.5074,-0.1278", 170_500.0, 1000.0),
        ("50.0657,-5.7132", "58.6373,-3.0689", 969_500, 3000),
        ("90,0", "-90,0", 20_015_115, 1), ("0,0", "0,90", 10_007_557, 1), ("0,179.5", "0,-179.5", 111_195, 1),
        ("51.45,-2.58", "51.45,-2.58", 0, 0), ("0,0", "0,180", 20_015_115, 1),
    ])
    func distancesAreThoseOfTheSphere(_ from: String, _ to: String, _ metres: Double, _ tolerance: Double) throws {
        let (from, to) = (try Position(from), try Position(to))
        #expect(abs(from.metres(to: to) - metres) <= tolerance)
        #expect(abs(from.metres(to: to) - to.metres(to: from)) < 1e-6)
    }

    @Test(arguments: [
        ("51.4545,-2.5879", "51.45,-2.59"), ("51.455,-2.585", "51.46,-2.59"), ("-0.001,0.004", "0,0"),
        ("89.999,179.999", "90,180"),
    ])
    func aMaskedPositionHasTwoDecimals(_ exact: String, _ masked: String) throws {
        let position = try Position(exact).masked
        #expect(position == (try Position(masked)))
        #expect(position.masked == position)
    }

    @Test func aBoxHoldsEveryPositionWithinItsDistance() throws {
        var generator = SeededGenerator(seed: 41)
        var inside = 0
        for _ in 0..<20_000 {
            let centre = try Position(
                latitude: .random(in: -90...90, using: &generator),
                longitude: .random(in: -180...180, using: &generator))
            let metres = Double.random(in: 1...500_000, using: &generator)
            let box = centre.box(metres: metres)
            let spread = metres / 80_000
            let other = try Position(
                latitude: min(max(centre.latitude + .random(in: -spread...spread, using: &generator), -90), 90),
                longitude: min(max(centre.longitude + .random(in: -spread...spread, using: &generator), -180), 180))
            if centre.metres(to: other) <= metres {
                inside += 1
                #expect(box.contains(other))
            }
        }
        #expect(inside > 2000)
    }

    @Test func aBoxAtHomeIsNarrow() throws {
        let box = try Position("51.4545,-2.5879").box(metres: 1000)
        #expect(abs(box.north - box.south - 0.017986) < 0.0001)
        #expect(abs(box.east - box.west - 0.028866) < 0.0001)
        #expect(!box.contains(try Position("51.47,-2.5879")))
        #expect(try Position("89.9999,0").box(metres: 1000).west == -180)
        #expect(try Position("0,179.999").box(metres: 1000).east == 180)
        #expect(try Position("0,0").box(metres: -5).contains(try Position("0,0")))
    }
}
