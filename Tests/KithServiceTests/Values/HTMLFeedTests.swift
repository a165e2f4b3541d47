import Testing

@testable import KithService

/// Pieces of descriptions as a council's Open Referral feed gives them, in the words of its editors' programs.
struct HTMLFeedTests {
    @Test func aListFromAMailProgram() {
        let html = """
            <div ccp_infra_version="3" ccp_infra_user_hash="3448777784"><ul><li><ul>\
            <li data-olk-copy-source="MessageBody">Monday - Thursday: 10:00 am - 12:30 pm</li>\
            <li>Friday: 11:00 am - 1:30 pm (Memory café on the 1st and 3rd Friday of the month)</li></ul></li>\
            <li>Services Offered:<ul><li>Free Wi-Fi</li><li>Free charging points for phones and other devices</li>\
            </ul></li></ul></div>
            """
        let text = """
            - Monday - Thursday: 10:00 am - 12:30 pm
            - Friday: 11:00 am - 1:30 pm (Memory café on the 1st and 3rd Friday of the month)
            - Services Offered:
            - Free Wi-Fi
            - Free charging points for phones and other devices
            """
        #expect(HTMLText.plain(html) == text)
    }

    @Test func spansOfAWordProcessorWithQuotesInQuotes() {
        let html = """
            <p><span style="font-size:11pt"><span style="font-family:&quot;Arial&quot;,sans-serif"><b>\
            <a data-cke-saved-href="https://www.second-step.co.uk/wellbeing-colleges/" \
            href="https://www.second-step.co.uk/wellbeing-colleges/" style="color:blue; text-decoration:underline">\
            <span style="color:#0563c1">Bristol Wellbeing College</span></a>&nbsp;</b></span>provides <b>free</b> \
            workshops for adults (aged 18+).</span></p>
            """
        let text =
            "Bristol Wellbeing College (https://www.second-step.co.uk/wellbeing-colleges/) provides free "
            + "workshops for adults (aged 18+)."
        #expect(HTMLText.plain(html) == text)
    }

    @Test func paragraphsWithinListItems() {
        let html = """
            <p>Cost of living Welcoming space&nbsp;</p><p>Open:</p><ul><li><p>Monday to Thursday, 8am to 8pm</p></li>\
            <li><p>Friday, 8am to 6pm</p></li></ul><p>Services include:</p><ul><li>advice support</li>\
            <li>food and hot drinks</li></ul><p>Contact the venue for information about activities.</p>
            """
        let text = """
            Cost of living Welcoming space

            Open:
            - Monday to Thursday, 8am to 8pm
            - Friday, 8am to 6pm

            Services include:
            - advice support
            - food and hot drinks

            Contact the venue for information about activities.
            """
        #expect(HTMLText.plain(html) == text)
    }

    @Test func aLinkThatTheEditorCutInTwo() {
        let html = """
            <p><a data-cke-saved-href="mailto:hello@example.org" href="mailto:hello@example.org" target="">hel</a>\
            <a data-cke-saved-href="mailto:hello@example.org" href="mailto:hello@example.org">lo@example.org</a></p>\
            <p>Take-home fresh food</p>
            """
        #expect(HTMLText.plain(html) == "hello@example.org\n\nTake-home fresh food")
    }

    @Test func aCommentOfTheEditorAndAControlCharacter() {
        let html = """
            <!--{cke_protected}%3Cmeta%20charset%3D%22utf-8%22%20%2F%3E--><p><strong>&gt;&gt; Debt Advice</strong> \
            including Debt Relief Order applications.<br>A daily reception service providing information\u{3} and \
            a triage facility\u{200B}</p>
            """
        let text = """
            >> Debt Advice including Debt Relief Order applications.
            A daily reception service providing information and a triage facility
            """
        #expect(HTMLText.plain(html) == text)
    }

    @Test func aTableMadeForLayout() {
        let html = """
            <table width="64" style="border:none" class=" cke_show_border"><colgroup><col width="64"></colgroup><tbody>\
            <tr height="21"><td height="21" class="xl65"><p><b>During bank holidays, opening times may vary</b><br></p>\
            <p><span style="color:black"></span></p></td></tr></tbody></table>
            """
        #expect(HTMLText.plain(html) == "During bank holidays, opening times may vary")
    }

    @Test(arguments: [
        ("<p><br></p>", ""), ("Peer to peer support for any man 18+", "Peer to peer support for any man 18+"),
        ("Fun &amp; Games for All", "Fun & Games for All"),
        ("a.org/find/?user-address=bristol&user-lng=-2.58", "a.org/find/?user-address=bristol&user-lng=-2.58"),
        (#"<p>3 <sup><a href="https://a.org">1</a></sup></p>"#, "3 1 (https://a.org)"),
    ])
    func smallOnes(_ html: String, _ text: String) {
        #expect(HTMLText.plain(html) == text)
    }
}
