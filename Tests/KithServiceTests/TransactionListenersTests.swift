import Synchronization
import Testing

@testable import KithService

/// Whoever is told of commits is told in the same way of the last as of the first.
@Suite struct TransactionListenersTests {
    /// A closure that is wrapped anew with each look at it is called through all of its wrappings.
    ///
    /// After some hundred thousand commits there would be no stack left. A sanitizer keeps variables elsewhere, and
    /// leaves this test out.
    @Test func aSmallStackIsEnoughHoweverManyCommits() {
        let places = Mutex<[UInt]>([])
        let listeners = TransactionListeners()
        listeners.set(bell: {
            let place = withUnsafePointer(to: 0) { UInt(bitPattern: $0) }
            places.withLock { $0.append(place) }
        })
        for _ in 0..<1000 { listeners.answered() }
        let told = places.withLock { $0 }
        #expect(told.count == 1000 && Set(told).count == 1)
    }

    @Test func itTellsWhoWasNamedLast() {
        let told = Mutex<[Int]>([])
        let listeners = TransactionListeners()
        listeners.answered()
        for name in 1...2 {
            listeners.set(bell: { told.withLock { $0.append(name) } })
            listeners.answered()
        }
        #expect(told.withLock { $0 } == [1, 2])
    }
}
