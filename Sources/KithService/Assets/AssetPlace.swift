internal import Glibc
internal import JSON
internal import SQLite

/// Where an asset is.
enum AssetPlace {
    static let shape: Shape<JSONValue> = .object(
        Field("name", .line, "What the place is called."),
        Field("lines", .list(.line, max: 6), "The address as written on a letter, without the postcode."),
        Field("postcode", .format(.postcode), "The postcode."),
        Field("uprn", .format(.uprn), "The unique property reference number."),
        Field("lat", .number(-90...90), "Latitude, in degrees (WGS84)."),
        Field("lng", .number(-180...180), "Longitude, in degrees (WGS84)."),
        rule: { object, pointer, faults in
            if (object["lat"] == nil) != (object["lng"] == nil) {
                faults.add(pointer, .inconsistent, "A position needs both lat and lng.")
            }
            return object
        })

    /// One coordinate of a draft's place, in degrees.
    static func coordinate(_ name: String, of draft: Draft<Asset>) -> SQLiteValue {
        draft[Asset.location]?.objectValue?[name]?.numberValue?.double.map { .real($0) } ?? .null
    }

    /// The length of a degree of latitude, in metres, on a sphere of the Earth's mean radius (6,371,008.8 m).
    private static let metresPerDegree = 111_195.08

    /// The condition that an asset is at most so far from a position.
    ///
    /// Distances are taken on the plane that touches the Earth at the position: within 100 km the error is under 1 %.
    ///
    /// - Parameter metres: At most how far.
    static func near(_ position: Position, within metres: Double) -> ListQuery.Condition {
        let (lat, lng) = (position.latitude, position.longitude)
        let box = position.box(metres: metres)
        let perLongitude = metresPerDegree * cos(lat * .pi / 180)
        return ListQuery.Condition(
            """
            lat BETWEEN ? AND ? AND lng BETWEEN ? AND ?
            AND (lat - ?) * (lat - ?) * ? + (lng - ?) * (lng - ?) * ? <= ?
            """,
            box.south, box.north, box.west, box.east,
            lat, lat, metresPerDegree * metresPerDegree, lng, lng, perLongitude * perLongitude, metres * metres)
    }
}
