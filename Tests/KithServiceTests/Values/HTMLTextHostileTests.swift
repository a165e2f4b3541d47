import Testing

@testable import KithService

struct HTMLTextHostileTests {
    @Test(arguments: [
        ("under <18 and > 12", "under <18 and > 12"), ("<p>under <18</p>", "under <18"), ("a < b", "a < b"),
        ("a <b", "a <b"), ("<", "<"), ("</", "</"), ("<<p>x", "<\n\nx"), ("x<", "x<"), ("<>", "<>"), ("</>", "</>"),
        ("I <3 you", "I <3 you"), ("<p>tag never ends <b", "tag never ends <b"), ("<p", "<p"), ("a>b", "a>b"),
        (#"<p title="a > b">x"#, "x"), ("<p title='never closed>x</p><p>y</p>", "x\n\ny"), ("<p don't>x", "x"),
        (#"<p title="x"y"z>w"#, "w"), ("<p/class=x/>y", "y"), ("<b<i>x", "x"), ("<a href=\">x", "x"),
        ("</p></div></li>x", "x"), ("<p><div><p><span>x</div></p>", "x"),
    ])
    func brokenMarkupIsReadAsBestItCan(_ html: String, _ text: String) {
        #expect(HTMLText.plain(html) == text.trimmingPrefix("\n"))
    }

    /// Each of these made some reader of HTML take a time that grows with the square of the length, or worse.
    @Test(arguments: [
        "<", "<a", "<a ", "<a<", "<a href=\"", "<a href='\">", "<a \">\" ", "<a =\">\" ", "<!--", "<!-- -", "<script>",
        "</script", "<![CDATA[", "&", "&#", "&#1", "&#x", "&amp", "&a", "<p>", "<li>", "<ul><li>", "<br>", "\n", " ",
        "<a href=http://a>b", "<a href=\"http://a.org\">b</a>", "<div ", "<a ='", "<a =\"'", "</", "<b x=\">", "é",
        "<é",
    ])
    func manyTimesTheSameIsSoonRead(_ piece: String) {
        let clock = SystemClock()
        let html = String(repeating: piece, count: 20_000)
        let start = clock.now()
        let text = HTMLText.plain(html)
        // The bound is for a slow, busy machine; a quadratic reader still takes longer.
        #expect(clock.now().milliseconds(since: start) < 20_000)
        #expect(text.utf8.count <= html.utf8.count + 32)
    }

    @Test func anyMixtureOfPiecesComesOutCleanAndNoLonger() {
        let pieces = [
            "<", ">", "</", "/>", "<p>", "</p>", "<li>", "<br>", "<a href=", "\"", "'", "=", "http://a.org", "</a>",
            "a",
            "B", " ", "\n", "\r", "&", "&amp;", "&lt;", "&#", "60", ";", "&#x1F", "<!--", "-->", "--", "<script>",
            "</script>", "<pre>", "é", "\u{202E}", "\u{0}", "\u{1B}", "😀", "<td>", "mailto:a@b.org", "\u{2028}", "!",
            "?",
        ]
        var generator = SeededGenerator(seed: 61)
        for _ in 0..<6000 {
            var html = ""
            for _ in 0..<Int.random(in: 1...40, using: &generator) {
                html += pieces.randomElement(using: &generator) ?? ""
            }
            let text = HTMLText.plain(html)
            #expect(text.utf8.count <= html.utf8.count * 2 + 2)
            #expect(Self.isClean(text), "\(html.debugDescription)")
        }
    }

    @Test func everyPrefixOfALongTextIsReadWithoutFault() {
        let html = """
            <div class="a > b"><h3>Bread &amp; Butter</h3><!-- x --><p>Ages <18 &#8211; see \
            <a data-href='x' href="https://a.org/?a=1&amp;b=2">our page</a></p><ul><li>One<li><p>Two</p></ul>\
            <script>if (a < b) { x("</p>") }</script>end é</div>
            """
        let bytes = Array(html.utf8)
        for count in 0...bytes.count {
            let text = HTMLText.plain(String(decoding: bytes[..<count], as: UTF8.self))
            #expect(Self.isClean(text))
        }
        let whole = "Bread & Butter\n\nAges <18 – see our page (https://a.org/?a=1&b=2)\n- One\n- Two\n\nend é"
        #expect(HTMLText.plain(html) == whole)
    }

    /// No control character but the line feed, no white space at an end of a line, no two empty lines together.
    private static func isClean(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        let hasControl = scalars.contains { $0.properties.generalCategory == .control && $0 != "\n" }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let hasLooseSpace = lines.contains { $0.hasSuffix(" ") || ($0.hasPrefix(" ")) }
        let hasGap = zip(lines, lines.dropFirst()).contains { $0.isEmpty && $1.isEmpty } && !text.isEmpty
        return !hasControl && !hasLooseSpace && !hasGap && !scalars.contains("\u{202E}")
    }
}
