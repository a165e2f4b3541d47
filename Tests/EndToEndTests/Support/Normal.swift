/// Texts with what differs between two runs replaced: ids, instants, ports, folders, tokens and lengths of time.
enum Normal {
    static func text(_ text: String, _ scratch: Scratch? = nil) -> String {
        var normal = text
        if let scratch { normal.replace(scratch.path, with: "FOLDER") }
        normal.replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/, with: "UUID")
        normal.replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/, with: "INSTANT")
        normal.replace(/kith_[A-Za-z0-9_-]{43}/, with: "TOKEN")
        normal.replace(/127\.0\.0\.1:\d+/, with: "127.0.0.1:PORT")
        return normal
    }
}
