/// What a `JSONSplitter` has found.
public enum JSONPiece: Sendable, Equatable {
    /// The bytes of one element, whole as far as brackets and quotation marks tell; to be read with `JSON.read`.
    case element([UInt8], at: Place)
    /// An element longer than the limit, passed over.
    case oversized(byteCount: Int, at: Place)
    /// The text around the elements is broken here; splitting goes on as well as it can.
    case fault(JSONError)

    /// Where an element stands.
    public struct Place: Sendable, Equatable {
        /// Counted from 0 through the whole input, oversized elements included.
        public let index: Int
        /// How many bytes of the input stand before the element.
        public let offset: Int
        /// The line, counted from 1; lines end with LF.
        public let line: Int
        /// The column, counted from 1 in Unicode code points.
        public let column: Int
        /// The member of the page that holds the element's array; nil where the element stands in no page.
        public let member: String?

        /// Makes a place of its parts.
        public init(index: Int, offset: Int, line: Int, column: Int, member: String? = nil) {
            self.index = index
            self.offset = offset
            self.line = line
            self.column = column
            self.member = member
        }
    }
}
