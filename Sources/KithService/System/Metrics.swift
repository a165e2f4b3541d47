internal import Synchronization

/// Counts of what the service did, in the text form that Prometheus reads.
public final class Metrics: Sendable {
    /// One count.
    public struct Sample: Sendable {
        /// Whether a count only grows, or goes up and down.
        public enum Kind: String, Sendable {
            case counter, gauge
        }

        let name: String
        let help: String
        let kind: Kind
        let value: Int

        /// Makes a sample of a count.
        public init(_ name: String, _ help: String, _ kind: Kind, _ value: Int) {
            self.name = name
            self.help = help
            self.kind = kind
            self.value = value
        }
    }

    private let sources = Mutex<[@Sendable () -> [Sample]]>([])

    /// Makes an empty set.
    init() {}

    /// Adds a source of counts, asked whenever somebody reads.
    public func add(_ source: @escaping @Sendable () -> [Sample]) {
        sources.withLock { $0.append(source) }
    }

    /// The counts as text (Prometheus exposition format 0.0.4).
    func text() -> String {
        let sources = sources.withLock { $0 }
        var text = ""
        for source in sources {
            for sample in source() {
                text += "# HELP \(sample.name) \(sample.help)\n# TYPE \(sample.name) \(sample.kind.rawValue)\n"
                text += "\(sample.name) \(sample.value)\n"
            }
        }
        return text
    }
}
