import Glibc

/// Writes a small text file.
func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else { throw TemporaryFolder.Failure() }
    defer { fclose(file) }
    guard fputs(text, file) >= 0 else { throw TemporaryFolder.Failure() }
}

/// Makes a file that holds the bytes.
func makeFile(_ path: String, _ bytes: [UInt8]) throws {
    try write("", to: path)
    try write(bytes, to: path)
}

/// The bytes of a file, or nil where there is none.
func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&part, 1, part.count, file), count > 0 { bytes += part[..<count] }
    return bytes
}

/// Writes bytes in place, without making the file afresh.
func write(_ bytes: [UInt8], to path: String) throws {
    guard let file = fopen(path, "r+") else { throw TemporaryFolder.Failure() }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw TemporaryFolder.Failure() }
}
