extension Person {
    /// People in the database.
    static let table = Table<Person>(isKept: true)
}
