internal import JSON

/// The names of the lists of codes, each a file of that name under `config/vocabularies/`.
enum VocabularyName: String, Sendable, CaseIterable {
    case tie, circle, strength, flow, role
    case saidBy = "said_by"
    case caseState = "case_state"
    case atRestReason = "at_rest_reason"
    case entryRoute = "entry_route"
    case reportingFlag = "reporting_flag"
    case channel
    case initiatedBy = "initiated_by"
    case demand
    case assetKind = "asset_kind"
    case formality, basis, room, listing
    case confirmedHow = "confirmed_how"
    case frequency, weekday
    case nameKind = "name_kind"
    case addressKind = "address_kind"
    case safety
    case contactFormat = "contact_format"
    case contribution
    case accessPurpose = "access_purpose"
    case actsFor = "acts_for"
    case personBarrierKind = "person_barrier_kind"
    case standing, visibility, service
    case stepKind = "step_kind"
    case whoActs = "who_acts"
    case pullOutcome = "pull_outcome"
    case usageSource = "usage_source"
    case barrierKind = "barrier_kind"
    case rightsKind = "rights_kind"
    case rightsState = "rights_state"
    case rightsOutcome = "rights_outcome"
    case pauseReason = "pause_reason"
    case sharingBasis = "sharing_basis"
    case erasureGround = "erasure_ground"
    case erasureRefusal = "erasure_refusal"
    case householdRole = "household_role"
}

/// A list of codes with their labels, read from a file.
struct Vocabulary: Sendable {
    /// One code and what people call it.
    struct Term: Sendable {
        let code: String
        let label: String
        /// For a tie: the word from the other end.
        ///
        /// A symmetric tie is its own inverse.
        let inverse: String?
        /// For a service: what one use costs, in pounds; nil where that is not known.
        let cost: UnitCost?
    }

    /// What one use of a service costs.
    struct UnitCost: Sendable {
        /// In pounds.
        let amount: Double
        /// The year whose prices these are.
        let priceYear: Int64
    }

    let name: VocabularyName
    let title: String
    /// Whether an installation may change the list: closed lists are held by the database too.
    let isConfigurable: Bool
    let terms: [Term]

    /// The term of a code, or nil.
    func term(_ code: String) -> Term? {
        terms.first { $0.code == code }
    }
}

extension Vocabulary {
    /// Why a vocabulary file cannot be used.
    struct Unusable: Error, CustomStringConvertible {
        let description: String
    }

    /// Reads a vocabulary from the text of its file.
    ///
    /// - Throws: `Unusable`, which says what is wrong in the file.
    init(name: VocabularyName, file text: String) throws(Unusable) {
        let value: JSONValue
        do {
            value = try JSON.read(Array(text.utf8))
        } catch {
            throw Unusable(description: "vocabularies/\(name.rawValue).json: \(error)")
        }
        guard case .object(let object) = value, case .string(let title)? = object["title"],
            case .bool(let isConfigurable)? = object["configurable"], case .array(let items)? = object["terms"]
        else {
            throw Unusable(description: "vocabularies/\(name.rawValue).json needs title, configurable and terms.")
        }
        var terms: [Term] = []
        for item in items {
            guard case .object(let term) = item, case .string(let code)? = term["code"],
                case .string(let label)? = term["label"], !terms.contains(where: { $0.code == code })
            else {
                throw Unusable(
                    description: "vocabularies/\(name.rawValue).json: each term has its own code, and a label.")
            }
            let cost = try Self.cost(term, "vocabularies/\(name.rawValue).json: \(code)")
            terms.append(Term(code: code, label: label, inverse: term["inverse"]?.stringValue, cost: cost))
        }
        guard !terms.isEmpty, terms.allSatisfy({ Self.isCode($0.code) }) else {
            throw Unusable(description: "vocabularies/\(name.rawValue).json: codes are lower-case words joined by _.")
        }
        guard name != .tie || terms.allSatisfy({ $0.inverse != nil }) else {
            throw Unusable(description: "vocabularies/tie.json: each tie needs the word from its other end, inverse.")
        }
        self.init(name: name, title: title, isConfigurable: isConfigurable, terms: terms)
        for term in terms {
            guard let inverse = term.inverse else { continue }
            guard self.term(inverse)?.inverse == term.code else {
                throw Unusable(
                    description: "vocabularies/\(name.rawValue).json: \(term.code) and \(inverse) are no pair.")
            }
        }
    }

    private static func cost(_ term: JSONObject, _ place: String) throws(Unusable) -> UnitCost? {
        let (amount, year) = (term["unit_cost"], term["price_year"])
        guard amount != nil || year != nil else { return nil }
        guard let amount = amount.flatMap(Double.init(json:)), amount >= 0, let year = year?.int64Value,
            (1900...2200).contains(year)
        else {
            throw Unusable(
                description: "\(place) needs unit_cost, in pounds, and price_year together: leave both out if unknown.")
        }
        return UnitCost(amount: amount, priceYear: year)
    }

    private static func isCode(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }
}

/// All vocabularies of an installation.
struct Vocabularies: Sendable {
    private let byName: [VocabularyName: Vocabulary]

    /// Takes vocabularies that were read; one that is not there has no codes.
    init(byName: [VocabularyName: Vocabulary]) {
        self.byName = byName
    }

    /// Those that the build put into the binary.
    static let builtIn: Result<Vocabularies, Vocabulary.Unusable> = Result { () throws(Vocabulary.Unusable) in
        try Vocabularies { Configuration.text("vocabularies/\($0.rawValue).json") }
    }

    /// Reads every vocabulary.
    ///
    /// - Parameter text: Gives a file's text, or nil where there is none.
    /// - Throws: `Vocabulary.Unusable` for the first file that is missing or wrong.
    init(_ text: (VocabularyName) -> String?) throws(Vocabulary.Unusable) {
        var byName: [VocabularyName: Vocabulary] = [:]
        for name in VocabularyName.allCases {
            guard let file = text(name) else {
                throw Vocabulary.Unusable(description: "vocabularies/\(name.rawValue).json is missing.")
            }
            byName[name] = try Vocabulary(name: name, file: file)
        }
        self.byName = byName
    }

    /// The vocabulary of that name; every name has one.
    subscript(_ name: VocabularyName) -> Vocabulary {
        byName[name] ?? Vocabulary(name: name, title: name.rawValue, isConfigurable: false, terms: [])
    }

    /// The word for a tie seen from its other end.
    func inverse(of tie: String) -> String? {
        self[.tie].term(tie)?.inverse
    }
}
