import Glibc
import JSON
import Synchronization
import Testing

@testable import KithService

/// A key file that changes under a running service.
@Suite struct JSONWebKeyFileTests {
    private let provider: Provider
    private let clock: ManualClock
    private let faults = FaultList()

    /// What was reported.
    private final class FaultList: Sendable {
        private let list = Mutex<[JSONWebKeyFile.Fault]>([])

        var all: [JSONWebKeyFile.Fault] { list.withLock { $0 } }

        func add(_ fault: JSONWebKeyFile.Fault) {
            list.withLock { $0.append(fault) }
        }
    }

    init() throws {
        provider = try Provider()
        clock = ManualClock(try Provider.start.get())
    }

    private func open() throws -> JSONWebKeyFile {
        try JSONWebKeyFile(path: provider.path, clock: clock) { [faults] in faults.add($0) }
    }

    private func names(_ file: JSONWebKeyFile) -> [String?] {
        file.current().keys.map(\.id)
    }

    private func publish(_ name: String) throws {
        try provider.publish([try provider.ec.jwk(["kid": .string(name)])])
    }

    @Test func newKeysAreReadASecondLater() throws {
        let file = try open()
        #expect(names(file) == ["rsa-1", "ec-1"])
        try publish("ec-2")
        clock.advance(milliseconds: 999)
        #expect(names(file) == ["rsa-1", "ec-1"])
        clock.advance(milliseconds: 1)
        #expect(names(file) == ["ec-2"])
        try publish("ec-3")
        #expect(names(file) == ["ec-2"], "not looked at twice in a second")
        clock.advance(seconds: 1)
        #expect(names(file) == ["ec-3"])
        #expect(faults.all == [])
    }

    @Test func aClockThatGoesBackHidesNoChange() throws {
        let file = try open()
        try publish("ec-2")
        clock.advance(seconds: -3600)
        #expect(names(file) == ["ec-2"])
    }

    @Test func aFileThatIsOverwrittenIsReadAgain() throws {
        let file = try open()
        try provider.overwrite(text: JSON.text(["keys": [try provider.ec.jwk(["kid": "a-longer-name"])]]))
        clock.advance(seconds: 1)
        #expect(names(file) == ["a-longer-name"])
    }

    @Test func aBrokenFileLeavesTheKeysAndIsReportedOnce() throws {
        let file = try open()
        try provider.publish(text: #"{"keys": []}"#)
        for _ in 0..<3 {
            clock.advance(seconds: 1)
            #expect(names(file) == ["rsa-1", "ec-1"])
        }
        let first = JSONWebKeyFile.Fault.wrong(path: provider.path, .noUsableKey)
        #expect(faults.all == [first])

        try provider.publish(text: "[]")
        clock.advance(seconds: 1)
        #expect(names(file) == ["rsa-1", "ec-1"])
        #expect(faults.all == [first, .wrong(path: provider.path, .noList)])

        try publish("ec-2")
        clock.advance(seconds: 1)
        #expect(names(file) == ["ec-2"])
        #expect(faults.all.count == 2)
    }

    @Test func aFileThatIsGoneLeavesTheKeysAndIsReportedOnce() throws {
        let file = try open()
        provider.remove()
        for _ in 0..<3 {
            clock.advance(seconds: 1)
            #expect(names(file) == ["rsa-1", "ec-1"])
        }
        #expect(faults.all == [.unreadable(path: provider.path, reason: "No such file or directory")])
        try publish("ec-2")
        clock.advance(seconds: 1)
        #expect(names(file) == ["ec-2"])
        #expect(faults.all.count == 1)
    }

    @Test func withoutKeysThereIsNoBeginning() throws {
        provider.remove()
        #expect(throws: JSONWebKeyFile.Fault.unreadable(path: provider.path, reason: "No such file or directory")) {
            try open()
        }
        try provider.publish(text: "{}")
        #expect(throws: JSONWebKeyFile.Fault.wrong(path: provider.path, .noList)) { try open() }
        try provider.publish(text: String(repeating: " ", count: JSONWebKeySet.bytesMax + 1))
        #expect(throws: JSONWebKeyFile.Fault.tooLong(path: provider.path)) { try open() }
        #expect(faults.all == [])
    }

    /// A pipe that nobody writes to would hold up whoever opens it.
    @Test func onlyAPlainFileIsRead() throws {
        provider.remove()
        try #require(mkfifo(provider.path, 0o600) == 0)
        #expect(throws: JSONWebKeyFile.Fault.notAFile(path: provider.path)) { try open() }
        provider.remove()
        try #require(mkdir(provider.path, 0o700) == 0)
        #expect(throws: JSONWebKeyFile.Fault.notAFile(path: provider.path)) { try open() }
        rmdir(provider.path)
    }

    @Test func faultsSayWhichFile() {
        let faults: [(JSONWebKeyFile.Fault, String)] = [
            (.unreadable(path: "k.json", reason: "Permission denied"), "k.json: Permission denied"),
            (.notAFile(path: "k.json"), "k.json: a plain file is needed"),
            (.tooLong(path: "k.json"), "k.json: larger than 262144 bytes"),
            (.wrong(path: "k.json", .noUsableKey), "k.json: no key in it verifies RS256 or ES256"),
        ]
        for (fault, text) in faults { #expect(fault.description == text) }
    }

    @Test func manyThreadsSeeOneSetOrTheOther() async throws {
        let file = try open()
        let (clock, provider) = (clock, provider)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<500 {
                        let names = file.current().keys.map(\.id)
                        #expect(names == ["rsa-1", "ec-1"] || names == ["ec-2"])
                        clock.advance(milliseconds: 100)
                    }
                }
            }
            group.addTask { try provider.publish([try provider.ec.jwk(["kid": "ec-2"])]) }
            try await group.waitForAll()
        }
        clock.advance(seconds: 1)
        #expect(names(file) == ["ec-2"])
        #expect(faults.all == [])
    }
}
