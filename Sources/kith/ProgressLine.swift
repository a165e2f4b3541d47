import Glibc

/// One line on the terminal that says how far long work is; nothing where standard error is no terminal.
struct ProgressLine {
    /// How much work there is, in bytes; nil where that is not known.
    let bytesTotal: Int?
    private let isWatched = Terminal.isWatched
    private var isShown = false

    /// Makes a line that shows nothing yet.
    init(bytesTotal: Int?) {
        self.bytesTotal = bytesTotal
    }

    /// Shows how much of the work is done.
    mutating func show(_ bytesDone: Int, _ words: String) {
        guard isWatched else { return }
        let part = bytesTotal.flatMap { $0 > 0 ? "\(min(100, bytesDone * 100 / $0)) %, " : nil } ?? ""
        Terminal.write(Array("\r\u{1B}[K\(part)\(words)".utf8), to: STDERR_FILENO)
        isShown = true
    }

    /// Takes the line away, so that something else can be written there.
    mutating func clear() {
        guard isShown else { return }
        Terminal.write(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO)
        isShown = false
    }
}
