internal import Glibc
internal import JSON
internal import SQLite

/// How lists of assets are narrowed: by words, by place, by theme, by day, by when they were last known to be alive.
enum AssetSearch {
    static let text = Field("q", .line, "Words that the asset's name, description, theme or place begin with.")
    static let near = Field("near", .position, "A position, lat,lng in degrees.")
    static let within = Field("within", .number(1...100_000), "How far from near, in metres; 2,000 unless said.")
    static let around = Field("gathers_around", .code(.basis), "What kind of thing it gathers around.")
    static let openOn = Field("open_on", .date, "A day on which it meets.")
    static let staleAfter = Field("stale_after", .date, "Not confirmed on or after this day, or never.")

    /// The parameters, for the route table.
    static let parameters = [text.spec, near.spec, within.spec, around.spec, openOn.spec, staleAfter.spec]
    private static let withinStandardMetres = 2_000.0

    /// Narrows a list as the parameters ask.
    ///
    /// - Throws: `AppError.invalidQuery` where they do not fit each other.
    static func narrow(_ query: inout ListQuery, by parameters: Parameters) throws(AppError) {
        if let text = parameters[text] { query.narrow(AssetText.matches(text)) }
        if let position = parameters[near] {
            query.narrow(condition(near: position, within: parameters[within] ?? withinStandardMetres))
        } else if parameters[within] != nil {
            throw .invalidQuery([Fault(pointer: "/within", code: .inconsistent, detail: "within needs near.")])
        }
        if let basis = parameters[around] {
            query.narrow(
                .init("EXISTS (SELECT 1 FROM asset_bases WHERE basis = ? AND asset = assets.id)", basis))
        }
        if let day = parameters[openOn] {
            query.narrow(
                .init(
                    """
                    EXISTS (SELECT 1 FROM asset_days
                            WHERE asset = assets.id AND weekday = ? AND valid_from <= ? AND valid_to >= ?)
                    """, Int64(day.weekday), day, day))
        }
        if let day = parameters[staleAfter] {
            query.narrow(.init("confirmed_on IS NULL OR confirmed_on < ?", day))
        }
    }

    /// One coordinate of a draft's place, in degrees.
    static func coordinate(_ name: String, of draft: Draft<Asset>) -> SQLiteValue {
        draft[Asset.location]?[name]?.doubleValue.map { .real($0) } ?? .null
    }

    /// The length of a degree of latitude, in metres, on a sphere of the Earth's mean radius (6,371,008.8 m).
    private static let metresPerDegree = 111_195.08

    /// The condition that an asset is at most so far from a position.
    ///
    /// Distances are taken on the plane that touches the Earth at the position: within 100 km the error is under 1 %.
    ///
    /// - Parameter metres: At most how far.
    private static func condition(near position: Position, within metres: Double) -> ListQuery.Condition {
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
