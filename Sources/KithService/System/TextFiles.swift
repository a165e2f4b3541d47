internal import Glibc

/// Text files of an installation.
public enum TextFiles {
    /// The largest file that is read, in bytes.
    public static let bytesMax = 4 << 20

    /// A file could not be read.
    public struct Unreadable: Error, CustomStringConvertible {
        /// What happened, with the file's name.
        public let description: String
    }

    /// The text of a file.
    ///
    /// - Throws: `Unreadable`.
    public static func read(_ path: String) throws(Unreadable) -> String {
        guard let file = fopen(path, "r") else {
            throw Unreadable(description: "\(path): \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&piece, 1, piece.count, file)
            if count == 0 { break }
            bytes += piece[..<count]
            guard bytes.count <= bytesMax else {
                throw Unreadable(description: "\(path): larger than \(bytesMax) bytes")
            }
        }
        guard ferror(file) == 0, let text = String(validating: bytes, as: UTF8.self) else {
            throw Unreadable(description: "\(path): not readable as UTF-8 text")
        }
        return text
    }

    /// The texts of all files of a folder whose names end so, by their names without the ending.
    ///
    /// - Throws: `Unreadable`.
    public static func read(folder: String, suffix: String) throws(Unreadable) -> [String: String] {
        guard let directory = opendir(folder) else {
            throw Unreadable(description: "\(folder): \(String(cString: strerror(errno)))")
        }
        defer { closedir(directory) }
        var texts: [String: String] = [:]
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasSuffix(suffix) else { continue }
            texts[String(name.dropLast(suffix.count))] = try read("\(folder)/\(name)")
        }
        return texts
    }
}
