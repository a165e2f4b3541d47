import ArgumentParser
import Glibc
import KithService

/// `kith demo`: a made-up neighbourhood, served from a database that is gone afterwards.
struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serves a made-up neighbourhood from a temporary database, and prints the curl lines to try.")

    @OptionGroup var settings: SettingsOptions

    @Option(help: "Where to listen: HOST:PORT.")
    var listen = "127.0.0.1:8080"

    func validate() throws {
        guard settings.database == nil, !settings.set.contains(where: { $0.hasPrefix("database=") }) else {
            throw ValidationError("The demo has a database of its own: it takes no other.")
        }
    }

    func run() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let installation = try settings.installation([
            (name: "listen", text: listen), (name: "database", text: folder.path + "/demo.db"),
            (name: "log.access", text: "false"),
        ])
        try installation.migrate()
        let story = try installation.tellDemo()
        let token = try installation.createToken(name: story.you.name, role: story.you.role, days: 1)
        try ServedService(installation).run { addresses in
            for address in addresses { Terminal.say("listening on \(address.url)") }
            Terminal.say("\n\(story.title)\n")
            Terminal.say("For today you are \(story.you.name), \(story.you.role) of them all:\n\n    TOKEN=\(token)\n")
            for suggestion in story.suggestions {
                Terminal.say(suggestion.say)
                Terminal.say("    \(line(suggestion.target, suggestion.body, at: addresses[0].url))\n")
            }
            Terminal.say("Ctrl-C ends it, and takes the database with it.")
        }
    }

    /// The line that asks it: no text of the story has an apostrophe where it stands in a shell's quotes.
    private func line(_ target: String, _ body: String?, at url: String) -> String {
        let ask = "curl -sH \"Authorization: Bearer $TOKEN\" '\(url)\(target)'"
        return body.map { "\(ask) \\\n        --json '\($0)'" } ?? ask
    }
}

/// A folder of its own that goes when it is no longer needed.
struct TemporaryFolder {
    let path: String

    /// Makes the folder, for its owner alone.
    ///
    /// - Throws: `Failure` where the system refuses.
    init() throws {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array((parent + "/kith-demo-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Failure("no temporary folder can be made in \(parent): \(String(cString: strerror(errno))).")
        }
        path = template.withUnsafeBufferPointer {
            String(decoding: $0.map(UInt8.init(bitPattern:)).dropLast(), as: UTF8.self)
        }
    }

    /// Removes the folder with the files in it.
    func remove() {
        if let directory = opendir(path) {
            while let entry = readdir(directory) {
                let name = withUnsafeBytes(of: entry.pointee.d_name) {
                    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                }
                if name != "." && name != ".." { unlink(path + "/" + name) }
            }
            closedir(directory)
        }
        rmdir(path)
    }
}
