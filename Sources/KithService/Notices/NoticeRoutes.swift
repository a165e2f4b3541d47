/// Notices over HTTP.
enum NoticeRoutes {
    static let all: [Route] = [
        .list(
            "/v1/notices", Notice.table, .casework, "Lists what the caller is told, the newest first.",
            sorts: [.newest, .created])
    ]
}
