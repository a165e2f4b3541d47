internal import JSON

/// A piece of a feed: a record, or a stretch in which none could be found.
struct FeedPiece: Sendable {
    /// Why no record could be read from a piece.
    struct Unreadable: Error {
        let reason: String
    }

    private let piece: JSONPiece
    private let place: ImportEntry.Place

    /// The limits of one record; longer texts than an asset may have are read, so that they can be cut.
    private static let limits = {
        var limits = JSONLimits.standard
        limits.bytesMax = OpenReferralImport.recordBytesMax
        limits.stringBytesMax = OpenReferralImport.recordBytesMax
        return limits
    }()

    /// Takes what the splitter found.
    init(_ piece: JSONPiece) {
        self.piece = piece
        switch piece {
        case .element(_, let at), .oversized(_, let at):
            place = ImportEntry.Place(number: at.index + 1, offset: at.offset, line: at.line)
        case .fault(let error):
            place = ImportEntry.Place(number: 0, offset: error.offset, line: error.line)
        }
    }

    /// How many bytes the piece holds.
    var byteCount: Int {
        if case .element(let bytes, _) = piece { bytes.count } else { 0 }
    }

    /// Reads the record.
    func reading() -> Result<JSONObject, Unreadable> {
        switch piece {
        case .fault(let error):
            return .failure(Unreadable(reason: "broken text between records: \(error.reason)"))
        case .oversized(let byteCount, _):
            let max = OpenReferralImport.recordBytesMax
            return .failure(Unreadable(reason: "\(byteCount) bytes long; a record has at most \(max)"))
        case .element(let bytes, let at):
            do throws(JSONError) {
                let value = try JSON.read(bytes, limits: Self.limits)
                if case .object(let object) = value { return .success(object) }
                return .failure(Unreadable(reason: "is \(value.kind), not an object"))
            } catch {
                let member = error.pointer.description.isEmpty ? "" : ", at \(error.pointer)"
                return .failure(
                    Unreadable(reason: "is no JSON: \(error.reason) (byte \(at.offset + error.offset)\(member))"))
            }
        }
    }

    /// What became of the piece.
    func entry(
        _ outcome: ImportEntry.Outcome, _ record: OpenReferralRecord? = nil, reason: String? = nil
    ) -> ImportEntry {
        ImportEntry(
            place: place, id: record?.id, name: record?.name, outcome: outcome, mendings: record?.mendings ?? [],
            reason: reason)
    }
}
