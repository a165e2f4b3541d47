import Glibc

/// A file, or standard input, that is read piece by piece.
final class InputFile {
    /// How long the file is, in bytes; nil where that is not known beforehand.
    let bytesTotal: Int?
    private let descriptor: Int32
    private let name: String

    /// Opens a file, or standard input where the name is `-`.
    ///
    /// - Throws: `Failure` where it cannot be opened.
    init(_ name: String) throws {
        self.name = name
        descriptor = name == "-" ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Failure("\(name) cannot be opened: \(String(cString: strerror(errno))).")
        }
        var facts = stat()
        let isFile = fstat(descriptor, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
        bytesTotal = isFile ? Int(facts.st_size) : nil
    }

    deinit {
        if descriptor != STDIN_FILENO { close(descriptor) }
    }

    /// Gives the next bytes, at most so many; none at the end.
    ///
    /// - Throws: `Failure` where reading fails.
    func read(bytesMax: Int) throws -> [UInt8] {
        var count = -1
        var reason: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: bytesMax) { buffer, filled in
            repeat {
                count = Glibc.read(descriptor, buffer.baseAddress, bytesMax)
                reason = errno
            } while count < 0 && reason == EINTR
            filled = max(count, 0)
        }
        guard count >= 0 else { throw Failure("\(name) cannot be read: \(String(cString: strerror(reason))).") }
        return bytes
    }
}
