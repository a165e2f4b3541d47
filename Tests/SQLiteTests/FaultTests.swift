import CFaultVFS
import Testing

/// A writer on a disk of which call number n fails, for every n until the work is done without meeting the fault.
@Suite(.serialized) struct FaultTests {
    typealias LogWrites = FaultRun.LogWrites

    init() {
        #expect(fault_register() == 0)
        fault_power_back(0)
    }

    @Test(arguments: [fault_io, fault_full, fault_short_write], LogWrites.allCases)
    func aFaultOfTheDiskLosesNothingAndIsRecoveredFrom(_ kind: fault_kind, _ writes: LogWrites) throws {
        try meetEach(kind, writes)
    }

    @Test(arguments: LogWrites.allCases)
    func aPowerCutLosesNothingThatWasAcknowledged(_ writes: LogWrites) throws {
        try meetEach(fault_power, writes)
    }

    private func meetEach(_ kind: fault_kind, _ writes: LogWrites) throws {
        for at in Int32(1)..<2000 where try !FaultRun(writes).meet(kind, at: at) {
            #expect(at > 50, "the run makes fewer calls than it should")
            return
        }
        Issue.record("the run never came to its end")
    }
}
