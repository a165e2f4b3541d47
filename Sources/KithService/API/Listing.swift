internal import JSON
internal import SQLite

/// What a list is made of: the rows of a table, or of several that are read as one.
///
/// The last two columns of a row are the text that the list is sorted by, and the id.
protocol Listing: Sendable {
    /// The members of an item.
    var listed: [FieldSpec] { get }
    /// The statement of a page, in all columns that an item needs, and its arguments.
    func page(_ query: ListQuery, _ reading: ReadTransaction) throws -> (text: String, arguments: [SQLiteValue])
    /// How many items the list has in all.
    func count(_ query: ListQuery, _ reading: ReadTransaction) throws -> Int64
    /// Writes the items of a page as an array; `served` is told the id of each.
    ///
    /// - Returns: Where the next page begins, or nil where this was the last.
    func writePage(
        _ query: ListQuery, _ reading: ReadTransaction, to writer: inout JSONWriter, served: ((ID) -> Void)?
    ) throws -> Cursor?
    /// Writes the members of the current row, without the braces around them.
    func write(_ row: borrowing Row, picks: Picks, to writer: inout JSONWriter)
    /// The form of a row as comma-separated values.
    func csv(_ picks: Picks) -> CSVForm
}

/// The names of the columns of comma-separated values, and how a row fills them.
struct CSVForm {
    let names: [String]
    let append: (borrowing Row, inout CSVRows) -> Void
}

extension Listing {
    /// Gives the rows of one page.
    ///
    /// A page ends early once its items are large, so that no page needs more than a bounded memory.
    ///
    /// - Parameter body: Takes a row, and says how many bytes the page has so far.
    /// - Returns: Where the next page begins, or nil where this was the last.
    /// - Throws: `SQLiteError`; what `body` throws.
    func readPage(
        _ query: ListQuery, _ reading: ReadTransaction, _ body: (borrowing Row) throws -> Int
    ) throws -> Cursor? {
        try query.readPage(page(query, reading), reading, body)
    }

    /// Writes the items of a page as an array, from their rows.
    func writePageAfresh(
        _ query: ListQuery, _ reading: ReadTransaction, to writer: inout JSONWriter, served: ((ID) -> Void)?
    ) throws -> Cursor? {
        let start = writer.count
        writer.beginArray()
        let next = try readPage(query, reading) { row in
            if let served, let id = Self.id(of: row) { served(id) }
            writer.beginObject()
            write(row, picks: query.picks, to: &writer)
            writer.endObject()
            return writer.count - start
        }
        writer.endArray()
        return next
    }

    /// The id of a row of a page: its last column.
    static func id(of row: borrowing Row) -> ID? {
        ID(row.text(row.columnCount - 1))
    }
}
