extension Installation {
    /// What is wrong with the name of a role, with the nearest one; nil where it is one.
    public static func fault(ofRole role: String) -> String? {
        guard Role(rawValue: role) == nil else { return nil }
        return Decoder.unknown("role", role, among: Role.allCases.map(\.rawValue))
    }
}
