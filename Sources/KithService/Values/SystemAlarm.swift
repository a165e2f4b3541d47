internal import Dispatch

/// The alarm of the operating system.
struct SystemAlarm: Alarm {
    private let queue = DispatchQueue(label: "kith.alarm")

    var milliseconds: Int64 { Int64(DispatchTime.now().uptimeNanoseconds / 1_000_000) }

    func ring(afterMilliseconds wait: Int64, _ body: @escaping @Sendable () -> Void) {
        queue.asyncAfter(deadline: .now() + .milliseconds(Int(wait)), execute: body)
    }
}
