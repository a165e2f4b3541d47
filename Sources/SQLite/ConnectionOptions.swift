extension Connection {
    /// How a connection is opened.
    public struct Options: Sendable {
        /// What the file may be used for.
        public enum Access: Sendable, Hashable {
            /// Reading alone: the file is opened read only and `query_only` is set.
            case read
            /// Reading and writing a file that is there.
            case write
            /// Reading and writing; the file is made where there is none, for its owner alone.
            case create
        }

        /// How the file keeps its transactions.
        enum Journal: Sendable, Hashable {
            /// The write-ahead log, and nothing else will do.
            case writeAheadLog
            /// Whatever the file says: for copies and for memory.
            case asFound
        }

        /// What the file may be used for.
        public var access: Access
        /// How long a statement waits for a lock of another connection or process, in milliseconds.
        public var busyTimeoutMilliseconds: Int32 = 5000
        /// Memory for pages of the file, in KiB: the bound, not what is taken at once.
        public var cacheKiB = 16 * 1024
        /// How much of the file is mapped instead of read, in bytes; 0 by default.
        ///
        /// A fault of the disk under a mapping ends the process, where a fault under a read is an error.
        public var mapBytes = 0
        /// After how many pages in the write-ahead log a commit copies them into the file; 0 for never.
        public var walAutocheckpointPages = 1000
        /// The name of SQLite's operating-system layer; nil for the usual one.
        public var vfs: String?
        var journal = Journal.writeAheadLog
        /// Whether the log is left as it is when this is the last connection to close.
        var keepsLogOnClose = false

        /// The usual options for a way of use.
        public init(_ access: Access) {
            self.access = access
        }

        /// For a worker's connection.
        public static let reader = {
            var options = Options(.read)
            options.cacheKiB = 32 * 1024
            return options
        }()
    }
}
