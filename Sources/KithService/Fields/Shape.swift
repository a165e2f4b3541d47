internal import JSON

/// What a field's values look like, with the Swift type that stands for them.
struct Shape<Value: FieldValue>: Sendable {
    let kind: ShapeKind
}

/// The shapes there are.
///
/// Each drives decoding, storage, encoding and the API's description.
indirect enum ShapeKind: Sendable {
    /// Text of at most so many UTF-8 bytes; on one line or on many.
    case text(bytesMax: Int, lines: Bool)
    case flag
    case integer(ClosedRange<Int64>)
    case number(ClosedRange<Double>)
    /// The id of a record of one kind.
    case reference(ResourceKind)
    /// A party of any type.
    case party
    /// A code of a vocabulary.
    case code(VocabularyName)
    /// Text with a form of its own, such as a date or a postcode.
    case format(TextFormat)
    case list(ShapeKind, countMax: Int)
    case object([FieldSpec], rule: ObjectRule?)
    /// An object that another declaration decodes, once it is known which.
    case anyObject

    /// A rule over the members of an object that passed one by one: it adds what it finds to the faults, and gives the
    /// object in the form in which it is kept.
    typealias ObjectRule = @Sendable (JSONObject, JSONPointer, inout Faults) -> JSONObject
}

extension Shape where Value == String {
    /// One line of text: names, titles, places.
    static var line: Shape { Shape(kind: .text(bytesMax: TextLimits.lineBytesMax, lines: false)) }
    /// A sealed text of the service's own, such as a cursor.
    static var sealed: Shape { Shape(kind: .text(bytesMax: TextLimits.sealedBytesMax, lines: false)) }
    /// As many lines as somebody needs to tell it.
    static var text: Shape { Shape(kind: .text(bytesMax: TextLimits.textBytesMax, lines: true)) }
    /// A code of the vocabulary of that name.
    static func code(_ vocabulary: VocabularyName) -> Shape { Shape(kind: .code(vocabulary)) }
    /// Text with a form of its own.
    static func format(_ format: TextFormat) -> Shape { Shape(kind: .format(format)) }
}

extension Shape where Value == Bool {
    /// True or false.
    static var flag: Shape { Shape(kind: .flag) }
}

extension Shape where Value == Int64 {
    /// A whole number in a range.
    static func integer(_ range: ClosedRange<Int64>) -> Shape { Shape(kind: .integer(range)) }
}

extension Shape where Value == Double {
    /// A number in a range.
    static func number(_ range: ClosedRange<Double>) -> Shape { Shape(kind: .number(range)) }
}

extension Shape where Value == LocalDate {
    /// A day: `2026-11-21`.
    static var date: Shape { Shape(kind: .format(.date)) }
}

extension Shape where Value == PartialDate {
    /// A year, a month or a day.
    static var partialDate: Shape { Shape(kind: .format(.partialDate)) }
}

extension Shape where Value == Instant {
    /// A point in time, kept to the second.
    static var instant: Shape { Shape(kind: .format(.instant)) }
}

extension Shape where Value == ID {
    /// The id of a record of one kind.
    static func reference(_ kind: ResourceKind) -> Shape { Shape(kind: .reference(kind)) }
}

extension Shape where Value == Position {
    /// A position on the map, as a parameter writes it.
    static var position: Shape { Shape(kind: .format(.position)) }
}

extension Shape where Value == Party {
    /// A person, worker, asset or agency.
    static var party: Shape { Shape(kind: .party) }
}

extension Shape where Value == JSONValue {
    /// A list of at most so many of one shape.
    static func list<Element>(_ element: Shape<Element>, max countMax: Int = TextLimits.listCountMax) -> Shape {
        Shape(kind: .list(element.kind, countMax: countMax))
    }

    /// An object that another declaration decodes.
    static var anyObject: Shape { Shape(kind: .anyObject) }

    /// An object of its own members, which is stored and returned whole.
    static func object<each Member>(
        _ members: repeat Field<each Member>, rule: ShapeKind.ObjectRule? = nil
    ) -> Shape {
        var specs: [FieldSpec] = []
        repeat specs.append((each members).spec)
        return Shape(kind: .object(specs, rule: rule))
    }
}

/// How long texts and lists in a record may be.
enum TextLimits {
    static let lineBytesMax = 500
    static let sealedBytesMax = 4096
    /// Of a code, or a text with a form of its own, such as a web address.
    static let formatBytesMax = 2048
    static let textBytesMax = 100_000
    static let listCountMax = 100
}
