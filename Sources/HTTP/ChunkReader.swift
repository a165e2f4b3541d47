import Glibc

/// Reads chunked content (RFC 9112 §7.1): sizes, extensions and trailers are checked, bounded, and then left out.
struct ChunkReader: Sendable {
    private enum Place {
        case size
        case data(Int)
        case dataEnd
        case dataLineFeed
        case trailer
    }

    private let limits: Limits
    private var place = Place.size
    private var line: [UInt8] = []
    private var extensionBytes = 0
    private var trailerBytes = 0
    private var trailerLines = 0

    init(limits: Limits) { self.limits = limits }

    /// Takes bytes up to the end of the last chunk's trailers.
    ///
    /// - Parameters:
    ///   - taken: how many bytes of `input` were taken; it is added to.
    ///   - body: where the data goes.
    ///   - bytesMax: how large `body` may grow.
    /// - Returns: whether the end was reached.
    /// - Throws: `Rejection` where something is malformed or too large.
    mutating func consume(
        _ input: UnsafeRawBufferPointer, taken: inout Int, into body: inout [UInt8], bytesMax: Int
    ) throws(Rejection) -> Bool {
        while taken < input.count {
            switch place {
            case .data(let remaining):
                let count = min(remaining, input.count - taken)
                body.append(contentsOf: input[taken..<taken + count])
                taken += count
                place = count == remaining ? .dataEnd : .data(remaining - count)
            case .dataEnd:
                guard input[taken] == ASCII.cr else { throw .badChunkEnd }
                taken += 1
                place = .dataLineFeed
            case .dataLineFeed:
                guard input[taken] == ASCII.lf else { throw .badChunkEnd }
                taken += 1
                place = .size
            case .size:
                guard try gather(input, &taken, sizeLineBytesMax, .badChunkExtension) else { return false }
                let size = try readSize(room: bytesMax - body.count)
                place = size == 0 ? .trailer : .data(size)
                line.removeAll(keepingCapacity: true)
            case .trailer:
                // The CRLF that ends the section does not count.
                let room = limits.trailerSectionBytesMax + 2 - trailerBytes
                guard try gather(input, &taken, room, .trailersTooLarge) else { return false }
                if try readTrailer() { return true }
                line.removeAll(keepingCapacity: true)
            }
        }
        return false
    }

    private var sizeLineBytesMax: Int { limits.chunkSizeDigitsMax + limits.chunkExtensionBytesMax + 2 }

    /// Gathers a line with its LF.
    ///
    /// - Returns: whether it is whole.
    /// - Throws: `tooLong` where it has more than `bytesMax` bytes; a bare LF is refused.
    private mutating func gather(
        _ input: UnsafeRawBufferPointer, _ taken: inout Int, _ bytesMax: Int, _ tooLong: Rejection
    ) throws(Rejection) -> Bool {
        let rest = UnsafeRawBufferPointer(rebasing: input[taken...])
        guard let base = rest.baseAddress else { return false }
        let found = memchr(base, 0x0A, rest.count)
        let count = found.map { UnsafeRawPointer($0) - base + 1 } ?? rest.count
        guard line.count + count <= bytesMax else { throw tooLong }
        line.append(contentsOf: rest[..<count])
        taken += count
        guard found != nil else { return false }
        guard line.count >= 2, line[line.count - 2] == ASCII.cr else { throw .bareLineFeed }
        return true
    }

    /// Reads the gathered `size [extensions] CRLF`.
    private mutating func readSize(room: Int) throws(Rejection) -> Int {
        let end = line.count - 2
        var size: UInt64 = 0
        var index = 0
        while index < end, let digit = ASCII.hexValue(line[index]) {
            let (shifted, over) = size.multipliedReportingOverflow(by: 16)
            guard index < limits.chunkSizeDigitsMax, !over else { throw .badChunkSize }
            size = shifted | UInt64(digit)
            index += 1
        }
        guard index > 0 else { throw .badChunkSize }
        if index < end {
            let count = end - index
            extensionBytes += count
            guard ChunkExtension.startsOne(line[index]) else { throw .badChunkSize }
            guard count <= limits.chunkExtensionBytesMax, extensionBytes <= limits.chunkExtensionsTotalBytesMax,
                ChunkExtension.isValid(line[index..<end])
            else { throw .badChunkExtension }
        }
        guard let size = Int(exactly: size), size <= room else { throw .bodyTooLarge }
        return size
    }

    /// Reads the gathered trailer line.
    ///
    /// - Returns: whether it was the empty one at the end.
    private mutating func readTrailer() throws(Rejection) -> Bool {
        let end = line.count - 2
        guard end > 0 else { return true }
        trailerBytes += line.count
        trailerLines += 1
        guard trailerBytes <= limits.trailerSectionBytesMax, trailerLines <= limits.trailerLinesMax else {
            throw .trailersTooLarge
        }
        var span = line.mutableSpan
        let field = try FieldLine.read(&span, 0..<end)
        let name = String(decoding: line[..<Int(field.nameCount)], as: UTF8.self)
        guard !Self.forbidden.contains(name), !name.hasPrefix("if-") else { throw .badTrailer }
        return false
    }

    /// What a trailer may not say (RFC 9110 §6.5.1): framing, routing, authentication, conditions, how to read content.
    private static let forbidden: Set<String> = [
        "authorization", "cache-control", "connection", "content-encoding", "content-length", "content-range",
        "content-type", "cookie", "expect", "forwarded", "host", "keep-alive", "max-forwards", "origin", "pragma",
        "proxy-authorization", "proxy-connection", "range", "set-cookie", "te", "trailer", "transfer-encoding",
        "upgrade", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto",
    ]
}
