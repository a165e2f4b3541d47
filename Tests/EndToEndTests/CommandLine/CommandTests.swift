import Testing

extension EndToEnd {
    /// Every command's right and wrong forms: the exit code, and all that it says.
    struct CommandTests {
        private let scratch: Scratch

        init() throws { scratch = try Scratch() }

        private func run(_ line: String, _ environment: [String: String] = [:]) throws -> Program.Outcome {
            let words = line.split(separator: " ").map { String($0).replacing("_", with: " ") }
            var outcome = try Program.run(words, in: scratch.path, environment)
            outcome.out = Normal.text(outcome.out, scratch)
            outcome.err = Normal.text(outcome.err, scratch)
            return outcome
        }

        @Test(arguments: [
            ("--version", Program.Outcome(0, out: "0.1.0\n")),
            ("check", Program.Outcome(1, err: "kith: there is no database at kith.db.\n")),
            ("audit verify", Program.Outcome(1, err: "kith: there is no database at kith.db.\n")),
            ("audit anchor", Program.Outcome(1, err: "kith: there is no database at kith.db.\n")),
            ("token create --name Mary_Ann --role admin", Program.Outcome(0, out: "TOKEN\n")),
            ("token list", Program.Outcome(0)),
            ("token revoke nonsense", Program.Outcome(1, err: tokenIDs)),
            ("token revoke 0199aaaa-0000-7000-8000-000000000000", Program.Outcome(1, err: noToken)),
            ("healthcheck --address 127.0.0.1:1", Program.Outcome(1, err: nobody)),
        ])
        func onAFreshFolder(line: String, expected: Program.Outcome) throws {
            #expect(try run(line) == expected)
        }

        private static let tokenIDs = "kith: This is not a token's id: kith token list shows them.\n"
        private static let noToken = "kith: There is no token of this id: kith token list shows them.\n"
        private static let nobody = "kith: nothing answers at 127.0.0.1:PORT: Connection refused.\n"

        /// Wrong use is 2, and the first line says what is wrong.
        @Test(arguments: [
            ("nonsense", "Error: Unexpected argument 'nonsense'"),
            ("serve --prot 1", "Error: Unknown option '--prot'. Did you mean '--set'?"),
            ("serve --set drain", "Error: --set takes NAME=VALUE, not drain."),
            ("token create --name A", "Error: Missing expected argument '--role <role>'"),
            ("token create --role admin", "Error: Missing expected argument '--name <name>'"),
            ("token create --name A --role admin --days 0", "Error: --days is a number from 1 to 1100."),
            ("token create --name A --role admin --days x", "Error: The value 'x' is invalid for '--days <days>'"),
            ("token revoke", "Error: Missing expected argument '<id>'"),
            ("backup", "Error: Missing expected argument '<file>'"),
            ("restore", "Error: Missing expected argument '<file>'"),
            (
                "audit verify --anchor 7",
                "Error: --anchor is a number, a colon and 64 digits: what kith audit anchor prints."
            ),
            ("migrate now", "Error: Unexpected argument 'now'"),
            ("openapi --config none.json", "Error: none.json: No such file or directory"),
        ])
        func wrongUseIsTwo(line: String, message: String) throws {
            let outcome = try run(line)
            #expect(outcome.code == 2)
            #expect(outcome.out == "")
            #expect(outcome.err.split(separator: "\n").first.map(String.init) == message)
            #expect(outcome.err.contains("--help' for more information."))
        }

        @Test(arguments: [
            "", "serve", "migrate", "token", "token create", "token list", "token revoke", "backup", "restore", "check",
            "openapi", "healthcheck", "audit", "audit verify", "audit anchor", "demo", "import", "import open-referral",
            "retention", "retention due",
        ])
        func helpIsThere(command: String) throws {
            let outcome = try run("\(command) --help")
            #expect(outcome.code == 0)
            #expect(outcome.err == "")
            #expect(outcome.out.contains("USAGE: kith \(command)"))
        }

        @Test(arguments: ["", "token", "audit"]) func aCommandOfCommandsAloneShowsHelp(command: String) throws {
            #expect(try run(command) == run("\(command) --help"))
        }

        @Test func tokensAreMadeListedAndRevoked() throws {
            let made = try Program.run(
                ["token", "create", "--name", "Ann", "--role", "practitioner"], in: scratch.path)
            #expect(made.code == 0 && made.err == "")
            #expect(made.out.wholeMatch(of: /kith_[A-Za-z0-9_-]{43}\n/) != nil)
            #expect(
                try run("token list")
                    == Program.Outcome(
                        0,
                        out: "id=UUID  worker=UUID  label=Ann  role=practitioner  expires_at=INSTANT  "
                            + "created_at=INSTANT  updated_at=INSTANT\n"))
            let listed = try Program.run(["token", "list", "--json"], in: scratch.path)
            #expect(
                Normal.text(listed.out)
                    == #"{"id":"UUID","worker":"UUID","label":"Ann","role":"practitioner","expires_at":"INSTANT","#
                    + #""created_at":"INSTANT","updated_at":"INSTANT"}"# + "\n")
            let id = try #require(listed.out.firstMatch(of: /"id":"([^"]*)"/)?.1)
            #expect(try run("token revoke \(id)") == Program.Outcome(0, out: "revoked UUID\n"))
            #expect(try run("token revoke \(id)").code == 1)
            #expect(try run("token list").out.contains("revoked_at=INSTANT"))
            #expect(try run("check").code == 0)
        }

        /// Scripts make a token when they need one: the worker is the same for the same name in the same role.
        @Test func aNameAndRoleAreOneWorkerHoweverManyTokens() throws {
            for _ in 1...3 { #expect(try run("token create --name Ann_Lee --role practitioner").out == "TOKEN\n") }
            #expect(try run("token create --name Ann_Lee --role auditor").out == "TOKEN\n")
            #expect(
                try Program.sql(scratch.file("kith.db"), "SELECT name, role FROM workers ORDER BY role")
                    == ["Ann Lee|auditor", "Ann Lee|practitioner"])
        }

        @Test func aMistypedRoleNamesTheNearest() throws {
            let outcome = try run("token create --name A --role practitionr")
            #expect(outcome.code == 2)
            #expect(outcome.out == "")
            #expect(outcome.err.contains(#"There is no role "practitionr" here. Did you mean "practitioner"?"#))
            #expect(try run("token list") == Program.Outcome(0))
        }

        @Test func anAddressThatIsNoneIsWrongUse() throws {
            #expect(try run("healthcheck --address nonsense").code == 2)
            #expect(try run("serve --listen nonsense").code == 2)
        }

        /// The migrations of this build, in their order.
        private static let migrations = Scratch.names(in: Program.root + "/migrations")
            .map { String($0.split(separator: ".")[0]) }

        @Test func theSchemaIsBroughtUpToDateOnce() throws {
            let count = Self.migrations.count
            #expect(count >= 5)
            let names = Self.migrations.joined(separator: ", ")
            #expect(
                try run("migrate --check")
                    == Program.Outcome(1, err: "kith: the schema is behind by \(count): \(names). Run kith migrate.\n"))
            #expect(Scratch.names(in: scratch.path) == [], "a check makes nothing")
            let applied = Self.migrations.map { "applied \($0)\n" }.joined()
            #expect(try run("migrate") == Program.Outcome(0, out: applied))
            #expect(try run("migrate") == Program.Outcome(0, out: "the schema was up to date\n"))
            let upToDate = "the schema is up to date: \(count) migrations\n"
            #expect(try run("migrate --check") == Program.Outcome(0, out: upToDate))
            #expect(
                try run("check")
                    == Program.Outcome(
                        0, out: "sound: settings, schema, integrity, references, records, audit trail\n"))
        }

        @Test func damageIsFoundAndNamed() throws {
            #expect(try run("token create --name A --role practitioner").code == 0)
            let database = scratch.file("kith.db")
            let change = "PRAGMA foreign_keys = OFF; DELETE FROM workers;"
            #expect(try Program.tool(["sqlite3", database, change]).code == 0)
            let outcome = try run("check")
            #expect(outcome.code == 1)
            #expect(outcome.err.contains("reference: tokens refers to a missing row of workers\n"))
            #expect(outcome.err.hasSuffix("the database is damaged. Restore the last backup: kith restore FILE.\n"))
        }

        @Test func aNewerSchemaIsRefusedInPlainWords() throws {
            #expect(try run("migrate").code == 0)
            let change = """
                INSERT INTO schema_migrations (position, name, sha256, applied_at)
                SELECT 9999, '9999_future', sha256, applied_at FROM schema_migrations LIMIT 1
                """
            #expect(try Program.tool(["sqlite3", scratch.file("kith.db"), change]).code == 0)
            for command in ["migrate", "check", "serve --listen 127.0.0.1:0", "token list"] {
                let outcome = try run(command)
                #expect(outcome.code == 1, "\(command)")
                #expect(outcome.err.contains("9999_future"), "\(command): \(outcome.err)")
            }
        }
    }
}
