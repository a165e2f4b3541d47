/// A path, split at `/` and then percent-decoded once, segment by segment (RFC 3986 §2.4): an encoded `/` stays data.
///
/// `/` has no segments; `/a/` has two, `a` and an empty one. `.` and `..` never stand in a path that was parsed.
public struct Path: Sendable {
    /// Where a decoded segment stands in the bytes.
    struct Segment: Sendable {
        var start: UInt32
        var end: UInt32
    }

    private let bytes: [UInt8]
    private let segments: [Segment]

    /// Makes the path `/`.
    public init() { self.init(bytes: [], segments: []) }

    /// Takes over segments that were decoded, every one inside the bytes.
    init(bytes: [UInt8], segments: [Segment]) {
        self.bytes = bytes
        self.segments = segments
    }

    /// How many segments there are.
    public var count: Int { segments.count }

    /// A segment as text, or nil where there is none at the index.
    public func segment(_ index: Int) -> String? {
        segmentBytes(index).map { String(decoding: $0, as: UTF8.self) }
    }

    /// A segment as bytes of valid UTF-8, or nil where there is none at the index.
    public func segmentBytes(_ index: Int) -> ArraySlice<UInt8>? {
        guard segments.indices.contains(index) else { return nil }
        return bytes[Int(segments[index].start)..<Int(segments[index].end)]
    }

    /// The segments at some indices as text.
    func segments(_ indices: [Int]) -> [String] {
        indices.compactMap { segment($0) }
    }

    /// Whether the segment at an index is there and has these bytes.
    func segment(_ index: Int, is text: [UInt8]) -> Bool {
        guard segments.indices.contains(index), text.count == segments[index].end - segments[index].start else {
            return false
        }
        let start = Int(segments[index].start)
        for offset in text.indices where bytes[start + offset] != text[offset] { return false }
        return true
    }
}

extension Path: Equatable {
    /// Whether two paths have the same segments.
    public static func == (left: Self, right: Self) -> Bool {
        left.count == right.count && (0..<left.count).allSatisfy { left.segmentBytes($0) == right.segmentBytes($0) }
    }
}

extension Path: CustomStringConvertible {
    /// The path in its encoded form, safe to print.
    public var description: String {
        guard count > 0 else { return "/" }
        var text: [UInt8] = []
        for index in 0..<count {
            text.append(ASCII.slash)
            for byte in segmentBytes(index) ?? [] { PercentCoding.append(byte, to: &text) }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
