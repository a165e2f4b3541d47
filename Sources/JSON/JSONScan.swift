/// One chunk of a splitter's input and the place in it.
struct JSONScan {
    /// The chunk; every load stands behind a comparison of `at` with `end`, which is its length.
    let base: UnsafeRawPointer
    let end: Int
    var at = 0

    /// The byte at the place; the caller has compared.
    @inline(__always)
    var byte: UInt8 { base.load(fromByteOffset: at, as: UInt8.self) }
}
