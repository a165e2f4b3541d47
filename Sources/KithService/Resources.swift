/// Everything that the API serves: one line a slice.
enum Resources {
    static let routes: [Route] =
        SystemRoutes.all
        + PersonRoutes.all
        + PersonSearchRoutes.all
        + MergeRoutes.all
        + RelationshipRoutes.all
        + HouseholdRoutes.all
        + CaseRoutes.all
        + CaseTeamRoutes.all
        + HandoverRoutes.all
        + TimelineRoutes.all
        + MeasureRoutes.all
        + ContactRoutes.all
        + NoteRoutes.all
        + StepRoutes.all
        + PullRoutes.all
        + DecisionRoutes.all
        + ServiceUseRoutes.all
        + BarrierRoutes.all
        + PersonBarrierRoutes.all
        + NoticeRoutes.all
        + RightsRequestRoutes.all
        + ConsentRoutes.all
        + ShareDecisionRoutes.all
        + LegalHoldRoutes.all
        + ExportRoutes.all
        + ErasureRoutes.all
        + RetentionRoutes.all
        + AssetRoutes.all
        + OrganisationRoutes.all
        + TokenRoutes.all
        + AccessLogRoutes.all
        + AuditRoutes.all
        + VocabularyRoutes.all
        + BatchRoutes.all
        + ChangeRoutes.all
}
