/// A box of latitudes and longitudes in decimal degrees, all bounds within.
struct PositionBox: Sendable, Hashable {
    /// The least latitude.
    let south: Double
    /// The greatest latitude.
    let north: Double
    /// The least longitude.
    let west: Double
    /// The greatest longitude.
    let east: Double

    /// Whether a position lies in the box or on its edge.
    func contains(_ position: Position) -> Bool {
        south...north ~= position.latitude && west...east ~= position.longitude
    }
}
