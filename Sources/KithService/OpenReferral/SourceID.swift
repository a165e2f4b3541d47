/// The id that a record from outside brings with it, in the place of a new one.
struct SourceID: IDSource {
    let id: ID

    func next() -> ID { id }
    func random() -> ID { id }
}
