internal import HTTP
internal import JSON
internal import SQLite

/// A person's story as it goes out, piece by piece: as it was when it began, in bounded memory, and without a read
/// transaction that a slow client could hold open.
///
/// Which records it has, and their versions, is found out in one snapshot. Each piece reads some of them again, as the
/// caller may by then; one that has changed since is read as it was.
final class StoryStream: BodyStream, @unchecked Sendable {
    // Guarded by the server: a stream is asked and cancelled on its connection's worker alone, and reads with that
    // worker's reader or one of its own.

    /// How many records one piece has at most.
    static let pieceCountMax = 50

    private enum Step {
        case head
        case entries([StoryKeys.Key], from: Int)
        case tail
        case end
    }

    private let person: ID
    private let reader: Reader
    private let access: Access
    private let service: Service
    private let form: any StoryForm
    private var step = Step.head
    private var hasEntries = false
    /// Where the trail ended when the story began.
    private var trailEnd: Int64 = 0

    /// Tells the story of a person, as a caller may read it.
    init(of person: ID, _ reader: Reader, _ access: Access, _ service: Service, as form: any StoryForm) {
        self.person = person
        self.reader = reader
        self.access = access
        self.service = service
        self.form = form
    }

    func next() throws -> [UInt8]? {
        if case .end = step { return nil }
        // A reader of the stream's own has nobody else who lets the snapshot go before the client's next piece.
        defer { reader.release() }
        return try reader.read {
            let now = service.clock.now().wholeSecond.canonical
            let reading = ReadTransaction(db: reader.connection, access: access, nowText: now)
            let teller = StoryTeller(
                person: person, vocabularies: service.vocabularies, namesWorkers: service.settings.accessLogNames,
                db: reading.db)
            switch step {
            case .head:
                let record = try Person.table.record(person, reading).members
                trailEnd = try AuditStore.head(reading.db).seq
                step = .entries(try StoryKeys.find(person, reading), from: 0)
                let name = record[Person.preferredName.spec.name]?.stringValue ?? ""
                return form.head(name, madeAt: now, try teller.told(record, Person.fields.specs))
            case .entries(let keys, let from):
                let piece = keys[from...].prefix(Self.pieceCountMax)
                step = piece.endIndex < keys.count ? .entries(keys, from: piece.endIndex) : .tail
                var bytes: [UInt8] = []
                for key in piece {
                    guard let line = key.kind.story, let members = try members(key, reading) else { continue }
                    let entry = try teller.entry(key, members, line)
                    bytes += form.entry(entry, isFirst: !hasEntries)
                    hasEntries = true
                }
                return bytes
            case .tail:
                step = .end
                return form.tail(try StorySummary(of: person, before: trailEnd + 1, teller, reading))
            case .end:
                return nil
            }
        }
    }

    func cancel() {
        step = .end
    }

    /// A record as it was when the story began; nil where the caller may not read it any more.
    private func members(_ key: StoryKeys.Key, _ reading: ReadTransaction) throws -> JSONObject? {
        do {
            let (members, version) = try key.kind.stored.record(key.id, reading)
            guard version != key.version else { return members }
            let earlier = try reading.db.one(Self.findRevision, key.kind.rawValue, key.id, key.version) {
                Array($0.text(0))
            }
            // Without an earlier one nothing of its own members has changed.
            guard let earlier else { return members }
            return try JSON.read(earlier, limits: RecordLimits.stored).objectValue
        } catch AppError.notFound {
            return nil
        }
    }

    private static let findRevision: SQL = """
        SELECT body FROM revisions WHERE resource = $1 AND id = $2 AND version >= $3 ORDER BY version LIMIT 1
        """
}
