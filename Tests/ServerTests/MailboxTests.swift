import HTTP
import Synchronization
import Testing

@testable import Server

@Suite struct MailboxTests {
    @Test func aBatchOfLettersWakesOnce() {
        let wakes = Counter()
        let mailbox = Mailbox { wakes.add() }
        for exchange in 1...100 { mailbox.post(.reply(slot: 0, exchange: UInt64(exchange), Response(.ok))) }
        #expect(wakes.value == 1)
        #expect(mailbox.take().count == 100)
        #expect(mailbox.leave())
        mailbox.post(.end)
        #expect(wakes.value == 2)
    }

    @Test func aWorkerDoesNotLeaveWithLettersUnread() {
        let mailbox = Mailbox {}
        mailbox.watch()
        mailbox.post(.end)
        #expect(!mailbox.leave())
        #expect(mailbox.take().count == 1)
        #expect(mailbox.leave())
    }

    @Test func aWaitingWorkerIsRousedOnceAndAWatchingOneNever() {
        let wakes = Counter()
        let rousings = Counter()
        let mailbox = Mailbox(rouse: { rousings.add() }, wake: { wakes.add() })
        mailbox.watch()
        mailbox.post(.end)
        #expect(!mailbox.beginWaiting())
        #expect(rousings.value == 0)
        #expect(mailbox.take().count == 1)
        #expect(mailbox.beginWaiting())
        mailbox.post(.end)
        mailbox.post(.end)
        mailbox.endWaiting()
        #expect(rousings.value == 1)
        #expect(wakes.value == 0)
        #expect(mailbox.take().count == 2)
    }

    @Test func aClosedMailboxCancelsTheStreamsItIsGiven() {
        let mailbox = Mailbox {}
        let stream = CountedStream(pieces: 1)
        #expect(mailbox.close().isEmpty)
        mailbox.post(.reply(slot: 0, exchange: 1, Response(.ok, body: .stream(stream))))
        #expect(stream.isCancelled)
    }
}
