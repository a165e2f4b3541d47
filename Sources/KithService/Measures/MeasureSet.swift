/// All measures of a history that were asked for, in the order in which they are declared.
struct MeasureSet: Sendable {
    let names: Set<String>?
    let level: ProviderLevel?
    let days: MeasureDays
    let today: LocalDate

    /// The days of which uses of services are needed; nil for none.
    func daysOfUses(began: LocalDate) -> MeasureDays? {
        guard wants(.crisisCost) else { return nil }
        return CrisisCost(History(began: began), days, today: today).needed
    }

    /// The measures.
    func measures(of history: History) -> [Measure] {
        MeasureName.allCases.filter(wants).flatMap { measures($0, of: history) }
    }

    private func wants(_ name: MeasureName) -> Bool { names?.contains(name.rawValue) ?? true }

    private func measures(_ name: MeasureName, of history: History) -> [Measure] {
        let continuity = ContinuityMeasures(history: history, days: days)
        let practice = PracticeMeasures(history: history, days: days, today: today)
        switch name {
        case .daysToFirstQuickStep: return [practice.daysToFirstQuickStep]
        case .promisesKept: return [practice.promisesKept]
        case .whoActs: return practice.whoActs
        case .failureDemand: return [practice.failureDemand]
        case .crisisCost: return CrisisCost(history, days, today: today).measures
        default:
            guard name.hasLevels else { return [continuity.measure(name)] }
            let levels = level.map { [$0] } ?? ProviderLevel.allCases
            return levels.map { continuity.measure(name, $0) }
        }
    }
}
