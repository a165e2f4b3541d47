import Testing

@testable import KithService

struct HTMLEntityTests {
    @Test(arguments: [
        ("Fish &amp; chips", "Fish & chips"), ("&lt;b&gt;", "<b>"), ("&quot;x&quot; &apos;y&apos;", "\"x\" 'y'"),
        ("caf&eacute; &Eacute;", "café É"), ("&pound;5 &euro;6", "£5 €6"), ("&ndash;&mdash;&hellip;", "–—…"),
        ("it&rsquo;s &ldquo;x&rdquo;", "it’s “x”"), ("&#8217;&#x2019;&#X2019;", "’’’"), ("&#38;lt;", "&lt;"),
        ("&yuml;&nbsp;&iexcl;&times;", "ÿ ¡×"), ("&bull; &middot; &trade; &frac12;", "• · ™ ½"), ("&wcirc;", "ŵ"),
        ("&#65&#66", "AB"), ("&#x41g", "Ag"), ("&amp x", "& x"), ("Bill &amp", "Bill &"), ("a&nbsp", "a"),
    ])
    func namesAndNumbersAreDecoded(_ html: String, _ text: String) {
        #expect(HTMLText.plain(html) == text)
    }

    @Test(arguments: [
        ("&amp;amp;", "&amp;"), ("&amp;lt;b&amp;gt;", "&lt;b&gt;"), ("&amp;#60;", "&#60;"), ("&#38;#60;", "&#60;"),
    ])
    func whatIsEncodedTwiceIsDecodedOnce(_ html: String, _ text: String) {
        #expect(HTMLText.plain(html) == text)
    }

    @Test(arguments: [
        "&", "&&", "&;", "&#;", "&#x;", "&#xg;", "&unknown;", "Q&A", "AT&T", "a & b", "&copy2;", "?a=1&copy=2",
        "?user=1&section=2&loc=3", "&AMP;", "&amplifier", "&lt=3", "&aVeryLongNameThatIsNoEntityAtAll;", "&é;",
    ])
    func whatIsNoReferenceStays(_ text: String) {
        #expect(HTMLText.plain(text) == text)
    }

    @Test(arguments: [
        ("&#0;", "\u{FFFD}"), ("&#xD800;", "\u{FFFD}"), ("&#x110000;", "\u{FFFD}"), ("&#xFFFF;", "\u{FFFD}"),
        ("&#99999999999999999999999999999999;", "\u{FFFD}"), ("&#xFDD0;", "\u{FFFD}"), ("&#146;", "’"), ("&#x80;", "€"),
        ("a&#7;b", "ab"), ("a&#27;[31mb", "a[31mb"), ("a&#127;b", "ab"), ("a&#129;b", "ab"), ("a&#10;b", "a b"),
        ("a&#x202E;b", "ab"), ("a&#x2066;b", "ab"), ("a&#xFEFF;b", "ab"), ("a&shy;b", "ab"), ("a&#x200B;b", "ab"),
        ("a&#x2028;b", "a\nb"), ("\u{0}a\u{3}b\u{1B}", "ab"), ("a\u{85}b", "a b"), ("a\u{2003}b", "a b"),
        ("x\u{200E}y", "x\u{200E}y"), ("👩\u{200D}👧", "👩\u{200D}👧"),
    ])
    func noControlCharacterComesOut(_ html: String, _ text: String) {
        #expect(Array(HTMLText.plain(html).unicodeScalars) == Array(text.unicodeScalars))
    }

    @Test func everyNameOfLatin1StandsInItsPlace() {
        #expect(HTMLEntityNames.scalars["nbsp"] == "\u{A0}")
        #expect(HTMLEntityNames.scalars["szlig"] == "ß")
        #expect(HTMLEntityNames.scalars["yuml"] == "ÿ")
        #expect(HTMLEntityNames.scalars.values.count { 0xA0...0xFF ~= $0.value } == 96)
        #expect(HTMLEntityNames.windows1252.count == 32)
    }
}
