import Migrations

/// Kith, the record-keeper of relational public services.
@main
struct Kith {
    static func main() {
        print("kith: \(Migrations.count) migrations")
    }
}
