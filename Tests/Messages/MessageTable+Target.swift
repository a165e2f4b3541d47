import HTTP

extension MessageTable {
    /// Targets, paths and queries (RFC 9112 §3.2, RFC 3986).
    static let targets: [Message] = [
        head("/v1/people", "/v1/people", ""),
        head("/a%20b/c", "/a%20b/c", ""),
        head("/a%2Fb/c", "/a%2Fb/c", ""),
        head("/%41%42", "/AB", ""),
        head("/%2541", "/%2541", ""),
        head("/%C3%A9", "/%C3%A9", ""),
        head("/a/", "/a/", ""),
        head("//evil.example", "//evil.example", ""),
        head("/...", "/...", ""),
        head("/.a/..b", "/.a/..b", ""),
        head("/a:b@c!$&'()*+,;=~-._", "/a:b@c!$&'()*+,;=~-._", ""),
        head("/?", "/", ""),
        head("/?a=1&b=2", "/", "a=1&b=2"),
        head("/?a", "/", "a="),
        head("/?&&a=b=c&", "/", "a=b=c"),
        head("/?q=a+b%2Bc", "/", "q=a b+c"),
        head("/?q=%C3%A9", "/", "q=é"),
        head("/?q=a/b?c", "/", "q=a/b?c"),
        head("/?filter[a]=1|2", "/", "filter[a]=1|2"),
        head("/?q=%26%3D&r=1", "/", "q=&=&r=1"),
        head("http://b/x?y=1", "/x", "y=1", host: "b"),
        head("HTTP://b:8080/x", "/x", "", host: "b:8080"),
        head("https://[::1]:80/x", "/x", "", host: "[::1]:80"),
        head("http://b", "/", "", host: "b"),
        head("http://b?q=1", "/", "q=1", host: "b"),
        .line("OPTIONS http://b HTTP/1.1", .head("OPTIONS,*,,1.1,none,stays,,b,host:a")),
        .line("OPTIONS http://b/ HTTP/1.1", .head("OPTIONS,/,,1.1,none,stays,,b,host:a")),
        bad("*", "bad_target"), bad("a", "bad_target"), bad("a:80", "bad_target"), bad("b.example/x", "bad_target"),
        bad("ftp://b/", "bad_target"), bad("/#", "bad_target"), bad("/a#b", "bad_target"), bad("/?a#b", "bad_target"),
        bad("http://b/#", "bad_target"), bad("**", "bad_target"), bad("?a", "bad_target"),
        bad("http://", "bad_host"), bad("http:///x", "bad_host"), bad("http://u@b/", "bad_host"),
        bad("http://b:x/", "bad_host"),
        bad("/%", "bad_path"), bad("/%4", "bad_path"), bad("/%4/a", "bad_path"), bad("/%zz", "bad_path"),
        bad("/%+1", "bad_path"), bad("/%00", "bad_path"), bad("/%C0%AF", "bad_path"), bad("/%C1%81", "bad_path"),
        bad("/%E0%80%AF", "bad_path"), bad("/%ED%A0%80", "bad_path"), bad("/%F4%90%80%80", "bad_path"),
        bad("/%F8%88%80%80%80", "bad_path"), bad("/%80", "bad_path"), bad("/%C3", "bad_path"),
        bad("/%C3/%A9", "bad_path"), bad("/%F0%9F%98", "bad_path"), bad("/é", "bad_path"), bad("/a\\b", "bad_path"),
        bad("/a\"b", "bad_path"), bad("/<a>", "bad_path"), bad("/{id}", "bad_path"), bad("/a|b", "bad_path"),
        bad("/.", "dot_segment"), bad("/..", "dot_segment"), bad("/a/../b", "dot_segment"),
        bad("/a/./b", "dot_segment"), bad("/a/%2e%2E/b", "dot_segment"), bad("/%2e", "dot_segment"),
        bad("/.%2e/", "dot_segment"), bad("//evil.example/..", "dot_segment"), bad("http://b/../x", "dot_segment"),
        bad("/?%", "bad_query"), bad("/?a=%4", "bad_query"), bad("/?a=%GG", "bad_query"), bad("/?%00", "bad_query"),
        bad("/?%C3&%A9", "bad_query"), bad("/?%ED%BF%BF", "bad_query"), bad("/?a=é", "bad_query"),
        bad("/?a=\"", "bad_query"), bad("/?<", "bad_query"),
    ]

    private static func head(_ target: String, _ path: String, _ query: String, host: String = "a") -> Message {
        .line("GET \(target) HTTP/1.1", .head("GET,\(path),\(query),1.1,none,stays,,\(host),host:a"))
    }

    private static func bad(_ target: String, _ code: String) -> Message {
        .line("GET \(target) HTTP/1.1", .refused("400 \(code)"))
    }
}
