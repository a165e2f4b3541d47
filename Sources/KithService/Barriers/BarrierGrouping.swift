/// What barriers are counted by.
enum BarrierGrouping: String, Sendable, CaseIterable {
    case kind, agency, place
}
