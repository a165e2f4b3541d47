import JSON
import Testing

#if DEBUG
/// A call out of place stops a debug build, so that a test of the caller finds it.
@Suite struct JSONWriterMisuseTests {
    @Test func aMemberNeedsItsName() async {
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.beginObject()
            writer.int(1)
        }
    }

    @Test func aNameNeedsAnObject() async {
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.beginArray()
            writer.name("a")
        }
    }

    @Test func aNameNeedsItsValue() async {
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.beginObject()
            writer.name("a")
            writer.endObject()
        }
    }

    @Test func theRightEndIsDue() async {
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.beginObject()
            writer.endArray()
        }
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.endArray()
        }
    }

    @Test func oneValueStandsAtTheTop() async {
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.null()
            writer.null()
        }
    }
}
#endif
