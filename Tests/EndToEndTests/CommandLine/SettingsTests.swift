import Testing

extension EndToEnd {
    /// Where settings come from, which wins, and what is said of those that are not known.
    struct SettingsTests {
        private let scratch: Scratch

        init() throws { scratch = try Scratch() }

        private func printed(
            _ arguments: [String] = [], _ environment: [String: String] = [:]
        ) throws -> Program.Outcome {
            try Program.run(["serve", "--print-config"] + arguments, in: scratch.path, environment)
        }

        @Test func everySettingIsPrintedWithItsSource() throws {
            try scratch.write("kith.json", #"{"workers": 3, "log": {"level": "warning"}, "drain_seconds": 7}"#)
            let outcome = try printed(
                [
                    "--config", "kith.json", "--set", "drain_seconds=9", "--listen", "127.0.0.1:1", "--listen",
                    "[::1]:2",
                ],
                ["KITH_LOG_LEVEL": "error", "KITH_DRAIN_SECONDS": "8", "KITH_CORS_ORIGINS": "https://a.example"])
            #expect(
                outcome
                    == Program.Outcome(
                        0,
                        out: """
                            database = "kith.db"  (build)
                            listen = ["127.0.0.1:1","[::1]:2"]  (--listen)
                            workers = 3  (kith.json)
                            log.level = "error"  (KITH_LOG_LEVEL)
                            log.access = true  (build)
                            cors_origins = ["https://a.example"]  (KITH_CORS_ORIGINS)
                            connections_max = 16384  (build)
                            body_bytes_max = 1048576  (build)
                            trusted_proxies = []  (build)
                            requests_per_second_of_principal = 100000  (build)
                            requests_per_second_of_address = 100000  (build)
                            head_timeout_seconds = 10  (build)
                            body_timeout_seconds = 60  (build)
                            idle_timeout_seconds = 60  (build)
                            write_timeout_seconds = 30  (build)
                            drain_seconds = 9  (--set)
                            access_log_names = false  (build)
                            public_holidays = []  (build)
                            oidc.worker_claim = "kith_worker"  (build)

                            """))
        }

        /// Each layer beats the one before it: the build, the file, the environment, the flag.
        @Test(arguments: [
            ([], [:], "20  (build)"),
            (["--config", "kith.json"], [:], "7  (kith.json)"),
            ([], ["KITH_CONFIG": "kith.json"], "7  (kith.json)"),
            (["--config", "kith.json"], ["KITH_DRAIN_SECONDS": "8"], "8  (KITH_DRAIN_SECONDS)"),
            (["--set", "drain_seconds=9"], ["KITH_DRAIN_SECONDS": "8"], "9  (--set)"),
        ])
        func theStrongerLayerWins(arguments: [String], environment: [String: String], value: String) throws {
            try scratch.write("kith.json", #"{"drain_seconds": 7}"#)
            let outcome = try printed(arguments, environment)
            #expect(outcome.out.contains("\ndrain_seconds = \(value)\n"), "\(outcome)")
        }

        @Test(arguments: [
            (
                ["--set", "drian_seconds=3"], [:],
                #"There is no setting "drian_seconds" here. Did you mean "drain_seconds"?"#
            ),
            ([], ["KITH_DRAIN_SECOND": "3"], "there is no setting KITH_DRAIN_SECOND. Did you mean KITH_DRAIN_SECONDS?"),
            (
                ["--config", "wrong.json"], [:],
                #"wrong.json: workrs: There is no member "workrs" here. Did you mean "workers"?"#
            ),
            (["--config", "broken.json"], [:], "broken.json: line 1, column 18 (byte 17, at /drain_seconds)"),
            (["--config", "none.json"], [:], "none.json: No such file or directory"),
            (["--set", "drain_seconds=0"], [:], "drain_seconds: A whole number from 1 to 86400 is needed."),
            (["--set", "drain_seconds=soon"], [:], "drain_seconds: "),
            (["--set", "log.level=loud"], [:], "A level is trace, debug, info, notice, warning, error or critical."),
            ([], ["KITH_LOG_ACCESS": "perhaps"], "log.access: "),
        ])
        func aWrongSettingIsNamed(arguments: [String], environment: [String: String], message: String) throws {
            try scratch.write("wrong.json", #"{"workrs": 2, "drain_seconds": 7}"#)
            try scratch.write("broken.json", #"{"drain_seconds":}"#)
            let outcome = try printed(arguments, environment)
            #expect(outcome.code == 2)
            #expect(outcome.out == "")
            #expect(outcome.err.contains(message), "\(outcome.err)")
        }

        @Test func allFaultsAreNamedAtOnce() throws {
            let outcome = try printed(["--set", "workrs=1"], ["KITH_LOGG_LEVEL": "info", "KITH_DRAIN": "1"])
            #expect(outcome.code == 2)
            for name in ["workrs", "KITH_LOGG_LEVEL", "KITH_DRAIN"] { #expect(outcome.err.contains(name)) }
        }
    }
}
