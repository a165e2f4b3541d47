/// What stopped the reader, before its line, column and pointer are known.
struct JSONFault: Error {
    let reason: JSONError.Reason
    let offset: Int
}
