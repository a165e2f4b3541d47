/// What councils' directories call the people that something is for.
enum AudienceLabel {
    /// What kind of thing people of a label gather around: a code of the vocabulary `basis`.
    static func basis(of label: String) -> String {
        bases[label.lowercased()] ?? "other"
    }

    private static let bases: [String: String] = {
        var bases: [String: String] = [:]
        for (basis, labels) in labelsByBasis {
            for label in labels { bases[label] = basis }
        }
        return bases
    }()

    private static let labelsByBasis: [String: [String]] = [
        "gender": ["women", "men", "girls", "boys", "transgender", "non-binary"],
        "sexuality": ["lgbtq+", "lgbt", "lgbt+", "lgbtq", "lgbtqia+"],
        "ethnicity": ["culturally specific", "bme", "bame", "gypsies and travellers"],
        "belief": ["faith", "faith groups", "religion"],
        "age": [
            "older people", "young people", "children", "children and young people", "adults", "under 5s", "over 50s",
        ],
        "lived_experience": [
            "addiction", "armed forces", "asperger's", "aspergers", "autism", "bereaved", "cancer", "care leavers",
            "carers", "young carers", "deaf", "dementia", "disabled people", "drug and alcohol misuse",
            "hearing impaired", "homeless", "learning disabilities", "long term health conditions", "low income",
            "mental health", "offenders/ex offenders", "parkinson's", "parkinsons", "refugees/asylum seekers",
            "sensory impaired", "survivors of abuse", "unemployed", "veterans", "visually impaired",
            "wheelchair users",
        ],
    ]
}
