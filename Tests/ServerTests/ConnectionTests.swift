import HTTP
import Testing

@testable import Server

/// The state machine alone: bytes, time and a client's window go in by hand.
@Suite struct ConnectionTests {
    static let get = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n"

    @Test func aRequestIsAnsweredAndTheConnectionRests() {
        var rig = ConnectionRig()
        rig.send(Self.get)
        #expect(rig.statuses == ["200"])
        #expect(rig.received.hasSuffix("\r\n\r\nhello"))
        #expect(rig.connection.next == .rest)
        #expect(rig.records.map(\.status?.code) == [200])
        #expect(rig.records.map(\.isComplete) == [true])
        #expect(rig.records.first?.responseBytes == rig.received.utf8.count)
    }

    @Test(arguments: [1, 2, 7, 20]) func theCutOfTheBytesDoesNotMatter(piece: Int) {
        var rig = ConnectionRig()
        rig.send(Self.get + "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc" + Self.get, piece: piece)
        #expect(rig.requests == ["GET ", "POST abc", "GET "])
        #expect(rig.statuses == ["200", "200", "200"])
    }

    @Test func anEmptyLineBeforeARequestMayComeInPieces() {
        var rig = ConnectionRig()
        rig.send("\r")
        #expect(rig.connection.next == .read)
        rig.send("\n")
        rig.send(Self.get)
        #expect(rig.statuses == ["200"])
        #expect(rig.connection.next == .rest)
    }

    @Test func pipelinedRequestsAreAnsweredInOrderOneAtATime() {
        var rig = ConnectionRig()
        rig.answersLater = true
        rig.send(Self.get + Self.get + Self.get)
        #expect(rig.requests.count == 1)
        #expect(rig.connection.next == .reply)
        rig.reply()
        #expect(rig.requests.count == 2)
        rig.reply()
        rig.reply()
        #expect(rig.statuses == ["200", "200", "200"])
        #expect(rig.connection.next == .rest)
    }

    @Test func aHeadMustBeWholeWithinItsDeadlineHoweverItDrips() {
        var rig = ConnectionRig { $0.headTimeoutSeconds = 10 }
        for character in "GET /a HTTP/1.1\r\nX: " {
            rig.send(String(character))
            rig.wait(0.4)
        }
        #expect(rig.statuses.isEmpty)
        rig.wait(3)
        #expect(rig.statuses == ["408"])
        #expect(rig.rejections == ["head_timeout"])
        #expect(rig.isShutDown)
        rig.wait(5)
        #expect(rig.isClosed)
    }

    @Test(arguments: ["", "\r\n"]) func beforeARequestHasBegunTheEndIsSilent(text: String) {
        var rig = ConnectionRig { $0.idleTimeoutSeconds = 60 }
        rig.send(text)
        rig.wait(59.9)
        #expect(!rig.isClosed)
        rig.wait(0.2)
        #expect(rig.isClosed)
        #expect(rig.received.isEmpty)
        #expect(rig.records.isEmpty)
    }

    @Test func anIdleConnectionEndsInSilenceAfterARequestToo() {
        var rig = ConnectionRig { $0.idleTimeoutSeconds = 60 }
        rig.wait(50)
        rig.send(Self.get)
        rig.wait(59)
        #expect(!rig.isClosed)
        rig.wait(2)
        #expect(rig.isClosed)
        #expect(rig.statuses == ["200"])
    }

    @Test func aBodySlowerThanTheLeastPaceIsRefused() {
        var rig = ConnectionRig { $0.bodyBytesPerSecondMin = 100 }
        rig.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 900\r\n\r\n")
        for _ in 0..<11 where rig.statuses.isEmpty {
            rig.send(String(repeating: "x", count: 40))
            rig.wait(0.5)
        }
        #expect(rig.statuses == ["408"])
        #expect(rig.rejections == ["body_timeout"])
    }

    @Test func aBodyOfFairPaceIsTakenButNotForEver() {
        var rig = ConnectionRig {
            $0.bodyBytesPerSecondMin = 10
            $0.bodyTimeoutSeconds = 20
        }
        rig.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 900\r\n\r\n")
        for _ in 0..<19 {
            rig.send(String(repeating: "x", count: 20))
            rig.wait(1)
        }
        #expect(rig.statuses.isEmpty)
        rig.wait(1.1)
        #expect(rig.statuses == ["408"])
    }

    @Test func anAnswerThatDoesNotComeIsReplacedAndALateOneNotAwaited() {
        var rig = ConnectionRig { $0.responseTimeoutSeconds = 5 }
        rig.answersLater = true
        rig.send(Self.get)
        #expect(rig.connection.awaitedExchange == 1)
        rig.wait(5.1)
        #expect(rig.statuses == ["503"])
        #expect(rig.rejections == ["response_timeout"])
        #expect(rig.connection.awaitedExchange == 0)
    }

    @Test func whileAnAnswerIsAwaitedTheHeadOfTheNextRequestDoesNotExpire() {
        var rig = ConnectionRig {
            $0.headTimeoutSeconds = 1
            $0.responseTimeoutSeconds = 30
        }
        rig.answersLater = true
        rig.send(Self.get + "GET /b HT")
        rig.wait(20)
        rig.reply()
        #expect(rig.statuses == ["200"])
        rig.wait(0.5)
        #expect(rig.statuses == ["200"])
        rig.send("TP/1.1\r\nHost: h\r\n\r\n")
        rig.reply()
        #expect(rig.statuses == ["200", "200"])
    }

    @Test func aClientThatTakesNothingIsDroppedAndOneThatTakesIsNot() {
        for takes in [false, true] {
            var rig = ConnectionRig {
                $0.writeTimeoutSeconds = 10
                $0.bodyBytesPerSecondMin = 1
            }
            rig.response = Response(.ok, body: .bytes([UInt8](repeating: 120, count: 100_000)))
            rig.room = 1000
            rig.send(Self.get)
            #expect(rig.connection.next == .room)
            for _ in 0..<3 {
                rig.wait(6)
                if takes { rig.clientReads(1000) }
            }
            #expect(rig.isClosed == !takes)
            #expect(rig.records.map(\.isComplete) == (takes ? [] : [false]))
            rig.room = .max
            rig.clientReads(0)
            #expect(rig.records.map(\.isComplete) == [takes])
        }
    }

    @Test func whileTheClientDoesNotReadNothingIsReadFromIt() {
        var rig = ConnectionRig()
        rig.response = Response(.ok, body: .bytes([UInt8](repeating: 120, count: 40_000)))
        rig.room = 10
        rig.send(Self.get + Self.get + Self.get)
        #expect(rig.requests.count == 1)
        #expect(rig.connection.next == .room)
        rig.room = .max
        rig.clientReads(0)
        #expect(rig.requests.count == 3)
        #expect(rig.statuses == ["200", "200", "200"])
    }

    @Test func aBatchOfRepliesHasABound() {
        var rig = ConnectionRig()
        rig.room = 0
        rig.response = Response(.ok, body: .bytes([UInt8](repeating: 120, count: 10_000)))
        rig.send(String(repeating: Self.get, count: 100))
        #expect(rig.requests.count < 10)
        #expect(rig.connection.output.count < 100_000)
        rig.room = .max
        rig.clientReads(0)
        #expect(rig.requests.count == 100)
    }

    @Test func closingShutsDownThenDrainsThenCloses() {
        var rig = ConnectionRig { $0.lingerBytesMax = 1000 }
        rig.send("GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\nrubbish")
        #expect(rig.received.contains("Connection: close\r\n"))
        #expect(rig.isShutDown)
        #expect(!rig.isClosed)
        rig.send(String(repeating: "x", count: 900))
        #expect(!rig.isClosed)
        rig.send(String(repeating: "x", count: 900))
        rig.drive()
        #expect(rig.isClosed)
        #expect(rig.requests.count == 1)
    }

    @Test func aHalfClosedClientIsAnswered() {
        var rig = ConnectionRig()
        rig.answersLater = true
        rig.send(Self.get)
        rig.reply()
        rig.endSending()
        #expect(rig.statuses == ["200"])
        #expect(rig.isClosed)
    }

    @Test(arguments: ["GET /a HT", "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc"])
    func aMessageThatEndsInTheMiddleNeverReachesTheApplication(text: String) {
        var rig = ConnectionRig()
        rig.send(text)
        rig.endSending()
        #expect(rig.requests.isEmpty)
        #expect(rig.statuses == ["400"])
        #expect(rig.rejections == ["incomplete_message"])
        #expect(rig.isClosed)
    }

    @Test func aHundredIsSentOnlyWhenTheBodyIsWantedAndHasNotCome() {
        let head = "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"
        var wanted = ConnectionRig()
        wanted.send(head)
        #expect(wanted.received == "HTTP/1.1 100 Continue\r\n\r\n")
        wanted.send("abc")
        #expect(wanted.statuses == ["100", "200"])
        var there = ConnectionRig()
        there.send(head + "abc")
        #expect(there.statuses == ["200"])
        var tooLarge = ConnectionRig()
        tooLarge.bodyBytesMax = 2
        tooLarge.send(head)
        #expect(tooLarge.statuses == ["413"])
        #expect(tooLarge.isShutDown)
        var refused = ConnectionRig()
        refused.isRefusing = true
        refused.send(head)
        #expect(refused.statuses == ["404"])
        #expect(refused.isShutDown)
    }

    @Test func aSmallBodyOfARefusedRequestIsReadAndTheConnectionLivesOn() {
        var rig = ConnectionRig { $0.refusedBodyBytesMax = 5 }
        rig.isRefusing = true
        rig.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nGET /" + Self.get, piece: 3)
        #expect(rig.statuses == ["404", "404"])
        #expect(rig.connection.next == .rest)
        #expect(rig.requests.isEmpty)
    }

    @Test(arguments: ["Content-Length: 6\r\n\r\nGET /x", "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n"])
    func anyOtherBodyOfARefusedRequestEndsTheConnection(rest: String) {
        var rig = ConnectionRig { $0.refusedBodyBytesMax = 5 }
        rig.isRefusing = true
        rig.send("POST /a HTTP/1.1\r\nHost: h\r\n" + rest + Self.get)
        #expect(rig.statuses == ["404"])
        #expect(rig.received.contains("Connection: close\r\n"))
        #expect(rig.isShutDown)
    }

    @Test func aStreamIsPulledOnlyWhenTheSocketHasTakenTheLastPiece() {
        var rig = ConnectionRig()
        let stream = CountedStream(pieces: 5)
        rig.response = Response(.ok, body: .stream(stream))
        rig.room = 500
        rig.send(Self.get)
        #expect(stream.made == 1)
        rig.clientReads(400)
        #expect(stream.made == 1)
        rig.clientReads(1500)
        #expect(stream.made < 4)
        rig.room = .max
        rig.clientReads(0)
        #expect(stream.made == 5)
        #expect(stream.isCancelled)
        #expect(rig.received.hasSuffix("\r\n0\r\n\r\n"))
        #expect(rig.connection.next == .rest)
        #expect(rig.records.map(\.responseBytes) == [rig.received.utf8.count])
    }

    /// Its head said that the connection stays: one more request is waited for, but only as long as a drain waits.
    @Test(arguments: [false, true]) func anAnswerThatOutlastsTheBeginningOfADrainIsWaitedForNoLonger(isStream: Bool) {
        for asksAgain in [false, true] {
            var rig = ConnectionRig {
                $0.idleTimeoutSeconds = 60
                $0.drainIdleSeconds = 0.5
            }
            let bytes = Response.Body.bytes([UInt8](repeating: 120, count: 4000))
            rig.response = Response(.ok, body: isStream ? .stream(CountedStream(pieces: 4)) : bytes)
            rig.room = 1000
            rig.send(Self.get)
            rig.drains()
            rig.wait(5)
            #expect(rig.connection.next == .room)
            rig.room = .max
            rig.clientReads(0)
            #expect(rig.records.map(\.isComplete) == [true])
            rig.wait(0.4)
            #expect(rig.connection.next == .rest)
            #expect(!rig.received.contains("Connection: close"))
            if asksAgain {
                rig.response = Response(.ok)
                rig.send(Self.get)
                #expect(rig.statuses == ["200", "200"])
                #expect(rig.received.contains("Connection: close"))
                #expect(rig.isShutDown)
            } else {
                rig.wait(0.2)
                #expect(rig.isClosed)
            }
        }
    }

    @Test func aStreamToAnOldClientEndsWithTheConnection() {
        var rig = ConnectionRig()
        rig.response = Response(.ok, body: .stream(CountedStream(pieces: 2, pieceBytes: 3)))
        rig.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        #expect(!rig.received.contains("chunked"))
        #expect(rig.received.hasSuffix("\r\n\r\nbbbccc"))
        #expect(rig.isShutDown)
    }

    @Test func theStreamOfAHeadRequestIsCancelledUnread() {
        var rig = ConnectionRig()
        let stream = CountedStream(pieces: 2)
        rig.response = Response(.ok, body: .stream(stream))
        rig.send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(stream.made == 0)
        #expect(stream.isCancelled)
        #expect(rig.received.hasSuffix("\r\n\r\n"))
        #expect(rig.connection.next == .rest)
    }

    @Test func aConnectionThatGoesLeavesARecord() {
        var rig = ConnectionRig()
        rig.answersLater = true
        rig.send(Self.get)
        let records = rig.connection.abandon(now: rig.now)
        #expect(records.map(\.isComplete) == [false])
        #expect(records.map(\.status) == [nil])
        #expect(records.map(\.exchangeID) == [1])
    }
}
