/// Where new ids come from: given to whatever makes records, so that tests know the ids beforehand.
protocol IDSource: Sendable {
    /// Makes an id that was never given before, greater than all that this source gave before.
    func next() -> ID
    /// Makes an id that tells nothing of when it was made, and stands in no order.
    func random() -> ID
}
