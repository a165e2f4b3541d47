internal import JSON

/// The rule of everything that lasts: it does not end before it begins.
enum Period {
    /// Checks the members `since` and `until` of an object.
    static let rule: ShapeKind.ObjectRule = { object, pointer, faults in
        check(
            since: object["since"].flatMap(PartialDate.init(json:)),
            until: object["until"].flatMap(PartialDate.init(json:)), pointer, &faults)
        return object
    }

    /// Notes a fault at `until` where it is surely before `since`.
    static func check(since: PartialDate?, until: PartialDate?, _ pointer: JSONPointer, _ faults: inout Faults) {
        guard let since, let until, until.isCertainlyBefore(since) else { return }
        faults.add(pointer.appending("until"), .inconsistent, "This is before since.")
    }
}
