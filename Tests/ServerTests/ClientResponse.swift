/// An answer as a test client has read it.
struct ClientResponse: Equatable {
    var status: Int
    var fields: [(name: String, value: String)]
    var body: [UInt8]

    static func == (left: Self, right: Self) -> Bool {
        left.status == right.status && left.body == right.body && left.fields.elementsEqual(right.fields) { $0 == $1 }
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    func field(_ name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
