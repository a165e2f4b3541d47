/// Uses of services over HTTP.
enum ServiceUseRoutes {
    static let all = CaseRecordRoutes(
        table: ServiceUse.table, parent: ServiceUseStore.parent,
        sentences: .init(
            create: "Writes down that a service was used.", list: "Lists the services that were used in a case.",
            find: "Reads that a service was used.", update: "Corrects that a service was used.",
            versions: "Lists what is said of the use of a service, and was before."),
        prepare: { call, draft in
            var draft = draft
            let cost = draft[ServiceUse.service].flatMap { call.service.vocabularies[.service].term($0)?.cost }
            draft[ServiceUse.unitCost] = cost?.amount
            draft[ServiceUse.priceYear] = cost?.priceYear
            draft[ServiceUse.uncosted] = cost == nil
            return draft
        },
        create: ServiceUseStore.create, update: ServiceUseStore.update
    ).routes("service-use", "use")
}
