import Dispatch
import Synchronization
import Testing

@testable import KithService

/// What is remembered is what the function gave, no more than there is room for, and nothing from before a forgetting.
@Suite struct RememberedTests {
    @Test func aFunctionIsAskedOnce() {
        let remembered = Remembered<Int, Int>(countMax: 4)
        for argument in [1, 2, 1, 2] { #expect(remembered.value(argument) { argument * 10 } == argument * 10) }
        #expect(remembered.value(1) { 0 } == 10)
        // The fifth argument makes room for itself.
        for argument in 3...5 { _ = remembered.value(argument) { argument * 10 } }
        #expect(remembered.value(5) { 0 } == 50)
        #expect(remembered.value(1) { 0 } == 0)
    }

    @Test func whatWasBegunBeforeItWasForgottenDoesNotComeBack() {
        let remembered = Remembered<Int, Int>(countMax: 4)
        _ = remembered.value(1) {
            remembered.forget()
            return 10
        }
        #expect(remembered.value(1) { 20 } == 20)
        remembered.forget()
        #expect(remembered.value(1) { 30 } == 30)
    }

    /// The cipher is one for all threads: each message opens as what it was, whoever sealed meanwhile.
    @Test func manySealAtOnce() throws {
        let seal = try CursorSeal(key: [UInt8](repeating: 7, count: 32))
        let wrong = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            for number in 0..<300 {
                let cursor = Cursor(sort: "name", key: "\(thread) \(number)", id: "id")
                let text = try? seal.seal(cursor, list: "list \(thread)")
                if text.flatMap({ seal.open($0, list: "list \(thread)") }) != cursor { wrong.withLock { $0 += 1 } }
            }
        }
        let count = wrong.withLock { $0 }
        #expect(count == 0)
    }
}
