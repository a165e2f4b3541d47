import Glibc
import Testing

@testable import KithService

/// What a row costs the writer, measured where `KITH_AUDIT_COST` is set; it says figures and judges none.
@Suite(.enabled(if: getenv("KITH_AUDIT_COST") != nil), .serialized) struct AuditCostTests {
    private static let rowsBefore = 200_000
    private static let rowsMeasured = 16_384

    private func say(_ what: String, _ rows: Int, _ work: () throws -> Void) rethrows {
        func now(_ clock: clockid_t) -> Int {
            var time = timespec()
            clock_gettime(clock, &time)
            return time.tv_sec * 1_000_000_000 + time.tv_nsec
        }
        let (wall, processor) = (now(CLOCK_MONOTONIC), now(CLOCK_PROCESS_CPUTIME_ID))
        try work()
        let spent = [now(CLOCK_MONOTONIC) - wall, now(CLOCK_PROCESS_CPUTIME_ID) - processor]
            .map { Double($0 / rows) / 1000 }
        print("\(what): \(spent[0]) µs, \(spent[1]) µs of a processor")
    }

    private func measure(_ bench: TrailBench, _ what: String, batch: Int, _ subjects: () -> [ID]) throws {
        let rows = max(Self.rowsMeasured, batch)
        let batches = (0..<(rows / batch)).map { _ in
            (0..<batch).map { _ in bench.entry("/v1/people/{id}", subjects()) }
        }
        let before = try bench.size()
        try say("\(what), batches of \(batch)", rows) {
            for entries in batches { try bench.append(entries) }
        }
        print("    \((try bench.size() - before) / rows) bytes")
    }

    @Test func whatARowCosts() throws {
        let bench = try TrailBench()
        let people = (0..<50_000).map { _ in bench.ids.next() }
        func some(_ count: Int) -> [ID] { (0..<count).map { _ in people[Int.random(in: people.indices)] } }
        for _ in 0..<(Self.rowsBefore / 1000) {
            try bench.append((0..<1000).map { _ in bench.entry("/v1/people/{id}", some(1)) })
        }
        let pages = (0..<64).map { _ in some(50) }
        for batch in [64, 1024] {
            try measure(bench, "no subject", batch: batch) { [] }
            try measure(bench, "one subject", batch: batch) { some(1) }
            try measure(bench, "two subjects", batch: batch) { some(2) }
            try measure(bench, "fifty subjects, one of 64 pages", batch: batch) { pages.randomElement() ?? [] }
            var page = some(50)
            try measure(bench, "fifty subjects, one of them new", batch: batch) {
                page[Int.random(in: page.indices)] = people.randomElement() ?? page[0]
                return page
            }
            try measure(bench, "fifty subjects, all at random", batch: batch) { some(50) }
        }
        let report = try bench.verify()
        try say("the walk over \(report.rows) rows", Int(report.rows)) { _ = try bench.verify() }
        #expect(report.fault == nil)
        let entry = bench.entry("/v1/people/{id}", some(1))
        let page = bench.entry("/v1/people", some(50))
        try say("to record one", 8000) { for _ in 0..<8000 { try bench.queue.record(entry) } }
        bench.queue.flush()
        try bench.settle()
        say("to make an entry of fifty", 8000) {
            for _ in 0..<8000 {
                _ = AuditEntry(
                    request: page.request, at: page.at, by: bench.worker, method: "GET", route: "/v1/people",
                    subjects: [], served: page.subjects, outcome: 200)
            }
        }
    }
}
