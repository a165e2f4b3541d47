/// Rights requests over HTTP.
enum RightsRequestRoutes {
    private static let dueBefore = Field(
        "due_before", Shape<LocalDate>.date, "Only what is open, and due before this day.")

    static let all: [Route] = [
        .create(
            "/v1/rights-requests", RightsRequest.table, .casework, "Records what a person asks of their data.",
            prepare: fill
        ) { _, draft, access, transaction in
            try RightsRequestStore.create(draft, by: access, transaction)
        },
        .list(
            "/v1/rights-requests", RightsRequest.table, .casework, "Lists what people asked of their data.",
            sorts: [RightsRequest.byReceipt, .newest, .created], parameters: [dueBefore.spec]
        ) { call, query in
            if let day = call.parameters[dueBefore] { query.narrow(RightsRequestStore.due(before: day)) }
        },
        .find("/v1/rights-requests/{id}", RightsRequest.table, .casework, "Reads a rights request, with its clock."),
        .update(
            "/v1/rights-requests/{id}", RightsRequest.table, .casework,
            "Pauses, extends or answers a rights request, or corrects it.", prepare: fill,
            update: RightsRequestStore.update),
    ]

    @Sendable private static func fill(
        _ call: Call, _ draft: Draft<RightsRequest>
    ) throws -> Draft<RightsRequest> {
        try RightsClock(holidays: call.service.settings.publicHolidays).filled(draft, today: call.reading.today)
    }
}
