import Testing

@testable import KithService

struct HTMLTextTests {
    @Test(arguments: [
        ("", ""), ("plain", "plain"), ("<p><br></p>", ""), ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two<br/>Three<br />Four", "One\nTwo\nThree\nFour"), ("One<br><br><br><br>Two", "One\n\nTwo"),
        ("<div>One</div><div>Two</div>", "One\nTwo"), ("<h2>Title</h2>Text", "Title\n\nText"),
        ("<P CLASS=x>One</P >Two", "One\n\nTwo"), ("a<b>b</b>c <i>d</i>", "abc d"), ("1<sup>st</sup>", "1st"),
        ("<p>  much \n\t white&nbsp;&nbsp; space </p>", "much white space"), ("<hr><p>After</p>", "After"),
        ("<table><tr><td>Mon</td><td>9am</td></tr><tr><td>Tue</td><td>8am</td></tr></table>", "Mon 9am\nTue 8am"),
        ("<pre>one\n  two</pre>three\nfour", "one\ntwo\n\nthree four"), ("wo<wbr>rd", "word"),
        ("<img src='x' alt='y'>after", "after"), ("<unknown-tag>kept</unknown-tag>", "kept"),
    ])
    func blocksBecomeLinesAndTagsGo(_ html: String, _ text: String) {
        #expect(HTMLText.plain(html) == text)
    }

    @Test(arguments: [
        ("<ul><li>One</li><li>Two</li></ul>After", "- One\n- Two\n\nAfter"),
        ("<p>Open:</p><ul><li><p>Mon</p></li><li><p>Tue</p></li></ul>", "Open:\n- Mon\n- Tue"),
        ("<ul><li>One<li>Two</ul>", "- One\n- Two"), ("<ul><li></li><li> </li><li>One</li></ul>", "- One"),
        ("<ul><li><ul><li>Deep</li></ul></li></ul>", "- Deep"), ("<ol><li>First<li>Second</ol>", "- First\n- Second"),
        ("<li>no list", "- no list"), ("<ul><li>One</ul></ul></ul>Two", "- One\n\nTwo"),
    ])
    func listsBecomeLinesWithADash(_ html: String, _ text: String) {
        #expect(HTMLText.plain(html) == text)
    }

    @Test(arguments: [
        ("one\ntwo", "one\ntwo"), ("one\r\ntwo\rthree", "one\ntwo\nthree"), ("one\n\n\n\n\ntwo", "one\n\ntwo"),
        ("  one \n  two\n", "one\ntwo"), ("one\ntwo &amp; 3 < 4", "one\ntwo & 3 < 4"), ("one\n<b>two</b>", "one two"),
    ])
    func aTextWithoutTagsKeepsItsLines(_ html: String, _ text: String) {
        #expect(HTMLText.plain(html) == text)
    }

    @Test(arguments: [
        (#"<a href="https://a.org/b">The page</a>."#, "The page (https://a.org/b)."),
        (#"<a href="https://www.a.org/">www.a.org</a>"#, "www.a.org"),
        (#"<a href="http://a.org">A.org/</a>"#, "A.org/"),
        (#"<a href="mailto:m@a.org?subject=x">Write</a>"#, "Write (m@a.org)"),
        (#"<a href="mailto:m@a.org">m@a.org</a>"#, "m@a.org"), (#"<a href="tel:+44117">0117</a>"#, "0117"),
        (#"<a href="javascript:alert(1)">Go</a>"#, "Go"), (#"<a href="/local">Go</a>"#, "Go"), ("<a>Go</a>", "Go"),
        (#"<a href="https://">Go</a>"#, "Go"), (#"<a href="https://a.org"><img></a>After"#, "After"),
        (#"<a data-href="http://no.org" HREF = 'http://a.org' href="http://b.org">Go</a>"#, "Go (http://a.org)"),
        ("<a href=http://a.org/x>Go</a>", "Go (http://a.org/x)"),
        (#"<a href=" https://a.org?a=1&amp;b=2 ">Go</a>"#, "Go (https://a.org?a=1&b=2)"),
        (#"<a href="https://a.org/&#10;x">Go</a>"#, "Go"), (#"<a href="https://a.org/&quot;x">Go</a>"#, "Go"),
        (#"<a href="java&#115;cript:x">Go</a>"#, "Go"), (#"<a href="https://a.org/&#x202E;gro">Go</a>"#, "Go"),
        (#"<a href="https://a.org">One<a href="https://b.org">Two"#, "One (https://a.org)Two (https://b.org)"),
        (#"<a href="https://a.org">f</a><a href="https://a.org">ood</a> bank"#, "food (https://a.org) bank"),
        (#"<p><a href="https://a.org">One </a></p><p>Two</p>"#, "One (https://a.org)\n\nTwo"),
        (#"Ring us: <a href="https://a.org">see https://a.org</a>"#, "Ring us: see https://a.org"),
        (#"<abbr href="https://a.org">x</abbr>"#, "x"),
    ])
    func linksKeepTheirTextAndSayTheirAddress(_ html: String, _ text: String) {
        #expect(HTMLText.plain(html) == text)
    }

    @Test func aVeryLongAddressIsLeftOut() {
        let address = "https://a.org/" + String(repeating: "x", count: 600)
        #expect(HTMLText.plain("<a href=\"\(address)\">Go</a>") == "Go")
    }

    @Test(arguments: [
        ("<script>alert('x')</script>After", "After"), ("<SCRIPT type=a>x</b></ScRiPt >After", "After"),
        ("<style>p > a { }</style>After", "After"), ("<script>x</scripty></script>After", "After"),
        ("<script>never ends", ""), ("Before<script", "Before<script"), ("<!-- a <b> c -->After", "After"),
        ("<!-- never ends <p>x</p>", ""), ("<!-->After", "After"), ("<!--->After", "After"), ("<!---->After", "After"),
        ("<!-- a -- > b -->After", "After"), ("<!DOCTYPE html>After", "After"), ("<?php x ?>After", "After"),
        ("<![CDATA[x]]>After", "After"), ("<title>x</title>After", "After"),
        ("<iframe><p>x</p></iframe>After", "After"),
        ("<script/>x</script>After", "After"), ("</script>After", "After"), ("a<script>b</script>c", "ac"),
    ])
    func scriptsStylesAndCommentsGoWithTheirContent(_ html: String, _ text: String) {
        #expect(HTMLText.plain(html) == text)
    }
}
