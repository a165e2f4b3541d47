import Glibc

/// A place on the earth in decimal degrees of WGS84.
struct Position: Sendable, Hashable {
    /// Why numbers or a text are not a position.
    enum Invalid: String, InvalidValue {
        case notAPosition = "not_a_position"
        case latitudeOutOfRange = "latitude_out_of_range"
        case longitudeOutOfRange = "longitude_out_of_range"

        var code: String { rawValue }

        var detail: String {
            switch self {
            case .notAPosition:
                "This is not a position. Write latitude and longitude in decimal degrees with a comma between, "
                    + "as in 51.4545,-2.5879."
            case .latitudeOutOfRange: "The latitude goes from -90 to 90. Is it the longitude?"
            case .longitudeOutOfRange: "The longitude goes from -180 to 180."
            }
        }
    }

    /// The mean radius of the earth in metres (IUGG, R₁).
    private static let earthRadiusMetres = 6_371_008.8

    /// Degrees north of the equator, -90 to 90.
    let latitude: Double
    /// Degrees east of Greenwich, -180 to 180.
    let longitude: Double

    /// Makes a position of degrees.
    ///
    /// - Throws: `Invalid` where a number is not finite or out of its range.
    init(latitude: Double, longitude: Double) throws(Invalid) {
        guard latitude.isFinite, longitude.isFinite else { throw .notAPosition }
        guard -90...90 ~= latitude else { throw .latitudeOutOfRange }
        guard -180...180 ~= longitude else { throw .longitudeOutOfRange }
        self.init(checkedLatitude: latitude, longitude: longitude)
    }

    /// Reads `51.4545,-2.5879`: latitude, a comma, longitude, with at most twelve decimals each.
    ///
    /// - Throws: `Invalid` with the reason.
    init(utf8 bytes: some Collection<UInt8>) throws(Invalid) {
        var cursor = TextCursor(bytes)
        guard let latitude = Self.readDegrees(from: &cursor), cursor.take(UInt8(ascii: ",")) else {
            throw .notAPosition
        }
        _ = cursor.take(UInt8(ascii: " "))
        guard let longitude = Self.readDegrees(from: &cursor), cursor.isAtEnd else { throw .notAPosition }
        try self.init(latitude: latitude, longitude: longitude)
    }

    /// Reads `51.4545,-2.5879`, as `init(utf8:)` does.
    ///
    /// - Throws: `Invalid` with the reason.
    init(_ text: String) throws(Invalid) {
        try self.init(utf8: text.utf8)
    }

    /// Degrees that the caller has checked; minus zero becomes zero, so that equal places are equal.
    private init(checkedLatitude latitude: Double, longitude: Double) {
        self.latitude = latitude + 0
        self.longitude = longitude + 0
    }

    /// The position to two decimals, about a kilometre, for places that are not to be shown exactly.
    var masked: Position {
        Position(
            checkedLatitude: (latitude * 100).rounded() / 100,
            longitude: (longitude * 100).rounded() / 100)
    }

    /// The metres to another position along the surface (haversine; within 0.6 % of the true distance).
    func metres(to other: Position) -> Double {
        let radians = Double.pi / 180
        let halfLatitude = sin((other.latitude - latitude) * radians / 2)
        let halfLongitude = sin((other.longitude - longitude) * radians / 2)
        let cosines = cos(latitude * radians) * cos(other.latitude * radians)
        let haversine = halfLatitude * halfLatitude + cosines * halfLongitude * halfLongitude
        return 2 * Self.earthRadiusMetres * asin(min(1, haversine.squareRoot()))
    }

    /// A box that holds every position within some metres of this one, for a coarse search before the exact one.
    func box(metres: Double) -> PositionBox {
        let degrees = max(metres, 0) / Self.earthRadiusMetres * 180 / .pi * 1.000_001
        let south = latitude - degrees
        let north = latitude + degrees
        let everyLongitude = PositionBox(south: max(south, -90), north: min(north, 90), west: -180, east: 180)
        guard south > -90, north < 90 else { return everyLongitude }
        // The circle reaches furthest east not on its own parallel but a little nearer the pole.
        let ratio = sin(degrees * .pi / 180) / cos(latitude * .pi / 180)
        guard ratio < 1 else { return everyLongitude }
        let width = asin(ratio) * 180 / .pi * 1.000_001
        guard longitude - width >= -180, longitude + width <= 180 else { return everyLongitude }
        return PositionBox(south: south, north: north, west: longitude - width, east: longitude + width)
    }

    /// Takes a sign, one to three digits and decimals.
    private static func readDegrees(from cursor: inout TextCursor<some Collection<UInt8>>) -> Double? {
        let isNegative = cursor.take(UInt8(ascii: "-"))
        guard var mantissa = cursor.digit() else { return nil }
        var wholeDigits = 1
        while let digit = cursor.digit() {
            mantissa = mantissa * 10 + digit
            wholeDigits += 1
            guard wholeDigits <= 3 else { return nil }
        }
        // At most 15 digits and a power of ten up to 12 are both exact as Double, so one division rounds once.
        var divisor = 1
        if cursor.take(UInt8(ascii: ".")) {
            guard let tenths = cursor.digit() else { return nil }
            mantissa = mantissa * 10 + tenths
            divisor = 10
            while let digit = cursor.digit() {
                guard divisor < 1_000_000_000_000 else { return nil }
                mantissa = mantissa * 10 + digit
                divisor *= 10
            }
        }
        let degrees = Double(mantissa) / Double(divisor)
        return isNegative ? -degrees : degrees
    }
}
