import Glibc

/// A client that keeps a service busy until it is told to go, and remembers what it was owed.
struct LoadClient: Sendable {
    /// What became of the requests of one connection.
    struct Account: Sendable {
        /// How many requests were sent whole before the signal.
        var sentBefore = 0
        /// How many requests were sent whole, ever.
        var sent = 0
        var answers: [Int] = []
        /// Whether the last answer said that it is the last.
        var wasToldToStop = false
        var complaints: [String] = []
    }

    /// How many requests it sends before it reads their answers.
    let depth: Int
    let token: String

    /// Sends and reads until the service says `Connection: close` or closes.
    func run(_ service: Service, isSignalled: () -> Bool, answered: () -> Void) -> Account {
        var account = Account()
        do {
            let client = try service.connect()
            while !account.wasToldToStop {
                let wave = (0..<depth).map { request(account.sent + $0, client) }
                do {
                    try client.send(wave.joined())
                    account.sent += depth
                    if !isSignalled() { account.sentBefore = account.sent }
                } catch {
                    // The service had closed: what this wave asked is owed nothing, but earlier answers are.
                }
                guard try read(client, &account, answered) else { return account }
            }
        } catch {
            account.complaints.append("\(error)")
        }
        return account
    }

    /// Reads what is owed; false where the service closed between two answers.
    private func read(_ client: Client, _ account: inout Account, _ answered: () -> Void) throws -> Bool {
        while account.answers.count < account.sent {
            let answer: Answer?
            do {
                answer = try client.read()
            } catch let failure as Client.Failure where failure.description == "recv: \(ECONNRESET)" {
                answer = nil
            }
            guard let answer else { return false }
            account.answers.append(answer.status)
            answered()
            if answer["connection"]?.lowercased() == "close" {
                account.wasToldToStop = true
                return false
            }
        }
        return true
    }

    private func request(_ index: Int, _ client: Client) -> String {
        index % 3 == 0
            ? client.request("POST", "/v1/people", token: token, body: #"{"preferred_name":"P \#(index)"}"#)
            : client.request("GET", "/v1/people?limit=5", token: token)
    }
}
