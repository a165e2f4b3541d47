import Testing

/// A place in the repository that breaks a rule.
struct Finding: Sendable, Equatable {
    let path: String
    /// From 1.
    let line: Int
    let rule: String

    init(_ path: String, _ line: Int, _ rule: String) {
        self.path = path
        self.line = line
        self.rule = rule
    }
}

/// Fails the test for each place that breaks its rule, and says where it is.
func expectNone(_ findings: [Finding]) {
    for finding in findings {
        let place = SourceLocation(
            fileID: "Tidy/\(finding.path)", filePath: SourceTree.root + "/" + finding.path, line: max(1, finding.line),
            column: 1)
        Issue.record("\(finding.path):\(finding.line): \(finding.rule)", sourceLocation: place)
    }
}
