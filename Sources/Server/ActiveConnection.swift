/// The box in which a worker lends a connection its machine, for as long as it has something to do.
final class ActiveConnection {
    var connection: Connection

    init(_ connection: Connection) {
        self.connection = connection
    }
}
