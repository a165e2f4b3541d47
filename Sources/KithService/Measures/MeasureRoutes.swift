internal import HTTP
internal import JSON

/// Measures over HTTP: for learning, and never for control.
enum MeasureRoutes {
    private static let measure = Field("measure", .line, "Which measures, with commas between; all unless said.")
        .taking(.several(MeasureName.allCases.map(\.rawValue)))
    private static let from = Field("from", .date, "The first day (UTC); 12 months before the last unless said.")
    private static let to = Field("to", .date, "The last day, which counts whole; today unless said.")
    private static let level = Field("level", .line, "worker or agency, for the measures that have both; else both.")
        .taking(.one(ProviderLevel.allCases.map(\.rawValue)))

    static let all: [Route] = [
        route("/v1/cases/{id}/measures", "Measures a case, for learning.", MeasureStore.history(of:_:_:)),
        route(
            "/v1/people/{id}/measures", "Measures the cases of a person that the caller reads, as one.",
            MeasureStore.history(ofPerson:_:_:)),
    ]

    private static func route(
        _ template: String, _ summary: String,
        _ history: @escaping @Sendable (ID, MeasureSet, ReadTransaction) throws -> History
    ) -> Route {
        Route(
            .get, template, summary, .casework, parameters: [measure.spec, from.spec, to.spec, level.spec],
            answer: .record(MeasureFields.schema),
            action: .read { call, writer in
                let set = try set(call)
                let measures = set.measures(of: try history(try call.id(), set, call.reading))
                writer.beginObject()
                writer.name("measures")
                writer.beginArray()
                for measure in measures { measure.write(to: &writer) }
                writer.endArray()
                writer.endObject()
                return .json(writer.bytes())
            })
    }

    private static func set(_ call: Call) throws(AppError) -> MeasureSet {
        let today = call.service.clock.now().dateInUTC
        let last = call.parameters[to] ?? today
        let first = call.parameters[from] ?? MeasureDays.year(to: last).first
        try QueryDays.requireOrder(from: first, to: last)
        if let earliest = last.adding(months: -12 * MeasureDays.yearsMax), first <= earliest {
            let detail = "At most \(MeasureDays.yearsMax) years are measured at once."
            throw .invalidQuery([Fault(pointer: "/from", code: .outOfRange, detail: detail)])
        }
        let names = try NameList.read(
            call.parameters[measure], measure.spec, "measure", among: MeasureName.allCases.map(\.rawValue))
        var wanted: ProviderLevel?
        if let text = call.parameters[level] {
            wanted = ProviderLevel(rawValue: text)
            guard wanted != nil else {
                let detail = Decoder.unknown("level", text, among: ProviderLevel.allCases.map(\.rawValue))
                throw .invalidQuery([Fault(pointer: "/level", code: .unknownCode, detail: detail)])
            }
        }
        return MeasureSet(
            names: names, level: wanted, days: MeasureDays(first: first, last: last), today: today)
    }
}
