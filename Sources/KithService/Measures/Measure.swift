internal import JSON

/// One measure of some days, with all that is needed to doubt it: the formula, the days, how much it is made of, and
/// what was left out.
struct Measure: Sendable {
    /// A number, or why there is none.
    enum Value: Sendable, Equatable {
        case number(Double)
        case none(reason: String)

        /// The number, where there is one.
        static func of(_ number: Double?, orElse reason: @autoclosure () -> String) -> Value {
            number.map(Value.number) ?? .none(reason: reason())
        }
    }

    let name: MeasureName
    var level: ProviderLevel?
    /// Which part of it, where it has several.
    var of: String?
    let value: Value
    let days: MeasureDays
    /// How many records it is made of.
    let n: Int
    /// How many were left out, because they do not say what would be needed.
    var excluded = 0
    var unanswered: Int?
    var unclassified: Int?
    /// How often services were used whose cost nobody knows.
    var uncosted: [(service: String, count: Int64)]?
    /// Of which years the prices are.
    var priceYears: [Int64]?
    /// What to bear in mind.
    var note: String?

    /// Writes it as an object.
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        text(MeasureFields.measure, name.rawValue, &writer)
        text(MeasureFields.level, level?.rawValue, &writer)
        text(MeasureFields.of, of, &writer)
        writer.name(MeasureFields.value.spec.jsonName)
        switch value {
        case .number(let number):
            writer.double(number)
        case .none(let reason):
            writer.null()
            text(MeasureFields.reason, reason, &writer)
        }
        text(MeasureFields.formula, name.formula, &writer)
        text(MeasureFields.from, days.first.canonical, &writer)
        text(MeasureFields.to, days.last.canonical, &writer)
        for (field, count) in [
            (MeasureFields.n, n), (MeasureFields.excluded, excluded), (MeasureFields.unanswered, unanswered),
            (MeasureFields.unclassified, unclassified),
        ] {
            guard let count else { continue }
            writer.name(field.spec.jsonName)
            writer.int(count)
        }
        writeCosts(to: &writer)
        text(MeasureFields.note, note, &writer)
        writer.endObject()
    }

    private func writeCosts(to writer: inout JSONWriter) {
        if let uncosted {
            writer.name(MeasureFields.uncosted.spec.jsonName)
            writer.beginArray()
            for use in uncosted {
                writer.beginObject()
                text(MeasureFields.service, use.service, &writer)
                writer.name(MeasureFields.count.spec.jsonName)
                writer.int(use.count)
                writer.endObject()
            }
            writer.endArray()
        }
        guard let priceYears else { return }
        writer.name(MeasureFields.priceYears.spec.jsonName)
        writer.beginArray()
        for year in priceYears { writer.int(year) }
        writer.endArray()
    }

    private func text<Value>(_ field: Field<Value>, _ text: String?, _ writer: inout JSONWriter) {
        guard let text else { return }
        writer.name(field.spec.jsonName)
        writer.string(text)
    }
}
