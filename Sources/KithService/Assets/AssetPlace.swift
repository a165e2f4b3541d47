internal import JSON

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
}
