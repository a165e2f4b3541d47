import CFaultVFS
import Testing

extension FaultTests {
    /// A writer whose log is copied into the file beside it, as in the service, on a disk of which a call fails.
    ///
    /// Two threads make the calls: a number is not the same call in each run, and a run has more of them or fewer.
    @Suite struct CopierFaultTests {
        init() {
            #expect(fault_register() == 0)
            fault_power_back(0)
        }

        @Test(arguments: [fault_io, fault_full, fault_short_write], LogWrites.allCases)
        func aFaultOfTheDiskLosesNothingAndIsRecoveredFrom(_ kind: fault_kind, _ writes: LogWrites) throws {
            try meetMany(kind, writes)
        }

        @Test(arguments: LogWrites.allCases)
        func aPowerCutLosesNothingThatWasAcknowledged(_ writes: LogWrites) throws {
            try meetMany(fault_power, writes)
        }

        /// Lets calls of the copier fail, and then such of the writer as well, throughout a run.
        private func meetMany(_ kind: fault_kind, _ writes: LogWrites) throws {
            let counts = try soundRun(writes)
            for (callers, count, step) in [(FaultRun.Callers.copier, counts.copier, 5), (.all, counts.all, 40)] {
                // The kinds of faults begin at different calls, and so meet others all through.
                let places = stride(from: Int32(kind.rawValue), through: count, by: step)
                let met = try places.filter { try FaultRun(writes, copiesBeside: true).meet(kind, at: $0, of: callers) }
                #expect(met.count > Array(places).count / 4, "too few calls of \(callers) failed")
            }
        }

        /// How many calls are made where none fails, having seen that the copier worked and that the log began again.
        ///
        /// On a machine that has no time for it, the copier may come late in a run; not in each of many.
        private func soundRun(_ writes: LogWrites) throws -> (all: Int32, copier: Int32) {
            for _ in 0..<50 {
                let run = try FaultRun(writes, copiesBeside: true)
                let writer = try #require(try run.work())
                // The header counts how often it did (https://www.sqlite.org/fileformat2.html#the_write_ahead_log).
                let header = try #require(read(run.path + "-wal")).prefix(16)
                try run.stop(writer)
                #expect(run.answers.refused == [FaultRun.unfit])
                let beginnings = header.suffix(4).reduce(0) { $0 << 8 | Int($1) }
                let calls = (all: fault_calls(), copier: fault_watched_calls())
                if beginnings > 2, calls.copier > 50 { return calls }
            }
            throw NeverWorked()
        }

        /// What the copier should have done by then, and did not.
        private struct NeverWorked: Error {}
    }
}
