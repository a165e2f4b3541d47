import JSON

/// An input of the splitter and what it is to find there.
struct SplitScenario: CustomStringConvertible, Sendable {
    let text: String
    var form = JSONSplitter.Form.automatic
    var elementBytesMax = 40
    let pieces: [String]

    var bytes: [UInt8] { Array(text.utf8) }
    var description: String { "\(form) \(text.debugDescription)" }

    static let all = arrays + sequences + pages + brokenArrays + brokenSequences + brokenPages

    /// A bare array.
    static let arrays: [SplitScenario] = [
        .init(text: "[]", pieces: []),
        .init(text: " [ ] ", pieces: []),
        .init(text: "[1]", pieces: ["1:1:2 1"]),
        .init(text: "[1,-2.5e3,true,null]", pieces: ["1:1:2 1", "3:1:4 -2.5e3", "10:1:11 true", "15:1:16 null"]),
        .init(text: "[\n {\"a\":1},\n {\"b\":[2]}\n]\n", pieces: ["3:2:2 {\"a\":1}", "13:3:2 {\"b\":[2]}"]),
        .init(
            text: #"["]\"[,{",{"}":"\\"},[[],"]"]]"#,
            pieces: [#"1:1:2 "]\"[,{""#, #"10:1:11 {"}":"\\"}"#, #"21:1:22 [[],"]"]"#]),
        .init(text: #"["éé",1,"€",2]"#, pieces: [#"1:1:2 "éé""#, "8:1:7 1", #"10:1:9 "€""#, "16:1:13 2"]),
        .init(text: "[1 ,\t2\r\n,3 ]", pieces: ["1:1:2 1", "5:1:6 2", "9:2:2 3"]),
        .init(text: "[{}][{}]", pieces: ["1:1:2 {}", "5:1:6 {}"]),
        .init(
            text: "[\"1234\",[1,2],3]", elementBytesMax: 4,
            pieces: ["1:1:2 oversized 6", "8:1:9 oversized 5", "14:1:15 3"]),
        .init(text: "[[[1]]]", form: .values, pieces: ["0:1:1 [[[1]]]"]),
    ]

    /// Values a line, or one after the other.
    static let sequences: [SplitScenario] = [
        .init(text: "1", pieces: ["0:1:1 1"]),
        .init(text: "{\"a\":1}", pieces: ["0:1:1 {\"a\":1}"]),
        .init(text: "{\"a\":1}\n{\"b\":2}\n", pieces: ["0:1:1 {\"a\":1}", "8:2:1 {\"b\":2}"]),
        .init(
            text: "{\"a\":1}\r\n\r\n  {\"b\":2}  \r\n3", pieces: ["0:1:1 {\"a\":1}", "13:3:3 {\"b\":2}", "24:4:1 3"]),
        .init(text: "1\n2\n\"x\"", pieces: ["0:1:1 1", "2:2:1 2", "4:3:1 \"x\""]),
        .init(text: "{}{}[1]", pieces: ["0:1:1 {}", "2:1:3 {}", "5:1:6 1"]),
        .init(text: "{\"a\":\n1}\n{\"b\":\n2}", pieces: ["0:1:1 {\"a\":\n1}", "9:3:1 {\"b\":\n2}"]),
        .init(text: "{\"a\":\"x\"\n}\n{\"b\":\"y\"\n}", pieces: ["0:1:1 {\"a\":\"x\"\n}", "11:3:1 {\"b\":\"y\"\n}"]),
        .init(text: "{\"content\":[1]}\n[2]\n", form: .lines, pieces: ["0:1:1 {\"content\":[1]}", "16:2:1 [2]"]),
        .init(text: "{\"content\":[1]}[2]", form: .values, pieces: ["0:1:1 {\"content\":[1]}", "15:1:16 [2]"]),
        .init(text: "{\"a\":\"123456789\"}\n{}", elementBytesMax: 8, pieces: ["0:1:1 oversized 17", "18:2:1 {}"]),
        .init(
            text: "{}\n{\"a\":\"123456789\"}\n{}", elementBytesMax: 8,
            pieces: ["0:1:1 {}", "3:2:1 oversized 17", "21:3:1 {}"]),
    ]

    /// Objects that hold the array in a named member.
    static let pages: [SplitScenario] = [
        .init(text: "{\"content\":[]}", pieces: []),
        .init(
            text: "{\"content\":[1,{\"content\":[2]}]}",
            pieces: ["12:1:13 content 1", "14:1:15 content {\"content\":[2]}"]),
        .init(
            text: "{ \"size\" : 2 , \"x\":[[1]], \"contents\" : [ 1 , 2 ] , \"last\": true }",
            pieces: ["41:1:42 contents 1", "45:1:46 contents 2"]),
        .init(text: #"{"con\u0074ent":[1]}"#, pieces: ["17:1:18 content 1"]),
        .init(text: #"{"contents":{"content":[1]}}"#, pieces: [#"0:1:1 {"contents":{"content":[1]}}"#]),
        .init(text: #"{"x":{"content":[1]},"y":"content"}"#, pieces: [#"0:1:1 {"x":{"content":[1]},"y":"content"}"#]),
        .init(text: "{\"content\":[1],\"contents\":[2]}", pieces: ["12:1:13 content 1", "27:1:28 contents 2"]),
        .init(text: "{\"content\":[1]}\n{\"content\":[2]}\n", pieces: ["12:1:13 content 1", "28:2:13 content 2"]),
        .init(
            text: "{\"long\":\"0123456789\",\"content\":[1,\"0123456789\"]}", elementBytesMax: 8,
            pieces: ["32:1:33 content 1", "34:1:35 oversized 12"]),
        .init(text: "{\"content\":null,\"n\":1}", pieces: ["0:1:1 {\"content\":null,\"n\":1}"]),
    ]

    /// Arrays in which something is wrong: told, and the rest goes on.
    static let brokenArrays: [SplitScenario] = [
        .init(text: "", pieces: ["! unexpected_end 0:1:1"]),
        .init(text: " \n", pieces: ["! unexpected_end 2:2:1"]),
        .init(text: "[", pieces: ["! unexpected_end 1:1:2 /0"]),
        .init(text: "[1", pieces: ["1:1:2 1", "! unexpected_end 2:1:3 /1"]),
        .init(text: "[1,", pieces: ["1:1:2 1", "! unexpected_end 3:1:4 /1"]),
        .init(text: "[{\"a\":1},{\"b\"", pieces: ["1:1:2 {\"a\":1}", "9:1:10 {\"b\"", "! unexpected_end 13:1:14 /2"]),
        .init(text: "[tru,2]", pieces: ["1:1:2 tru", "5:1:6 2"]),
        .init(text: "[{\"a\":},{'b':x},3]", pieces: ["1:1:2 {\"a\":}", "8:1:9 {'b':x}", "16:1:17 3"]),
        .init(text: "[{\"a\":[1,2},3]", pieces: ["1:1:2 {\"a\":[1,2}", "12:1:13 3"]),
        .init(
            text: "[{\"a\":1]},3]",
            pieces: ["1:1:2 {\"a\":1]}", "10:1:11 3"]),
        .init(text: "[1 2]", pieces: ["1:1:2 1", "! unexpected_byte 3:1:4 /1", "3:1:4 2"]),
        .init(text: "[{}{}]", pieces: ["1:1:2 {}", "! unexpected_byte 3:1:4 /1", "3:1:4 {}"]),
        .init(text: "[1,,2]", pieces: ["1:1:2 1", "! unexpected_byte 3:1:4 /1", "4:1:5 2"]),
        .init(text: "[,1]", pieces: ["! unexpected_byte 1:1:2 /0", "2:1:3 1"]),
        .init(text: "[1,]", pieces: ["1:1:2 1", "! unexpected_byte 3:1:4 /1"]),
        .init(text: "[1}}},2]", pieces: ["1:1:2 1", "! unexpected_byte 2:1:3 /1", "6:1:7 2"]),
        .init(text: "[\"a\nb\",2]", pieces: ["1:1:2 \"a\nb\"", "7:2:4 2"]),
        .init(text: "[1]]{}", pieces: ["1:1:2 1", "! unexpected_byte 3:1:4", "4:1:5 {}"]),
        .init(text: "\u{FEFF}[1]", pieces: ["! byte_order_mark 0:1:1", "4:1:3 1"]),
    ]

    /// Sequences in which something is wrong.
    static let brokenSequences: [SplitScenario] = [
        .init(
            text: "{}\n{\"a\":\n{}\nx y\n1",
            pieces: ["0:1:1 {}", "3:2:1 {\"a\":", "9:3:1 {}", "12:4:1 x y", "16:5:1 1"]),
        .init(text: "{\"a\":\"x}\n{\"b\":1}\n{}", pieces: ["0:1:1 {\"a\":\"x}", "9:2:1 {\"b\":1}", "17:3:1 {}"]),
        .init(text: "{\"a\nb\":1}\n{}", pieces: ["0:1:1 {\"a", "4:2:1 b\":1}", "10:3:1 {}"]),
        .init(text: "[\"a\"]x[\"b\"]", pieces: ["1:1:2 \"a\"", "5:1:6 x", "7:1:8 \"b\""]),
        .init(text: "{\"a\":1", pieces: ["0:1:1 {\"a\":1"]),
        .init(text: "{\"a\":[\"1", form: .values, pieces: ["0:1:1 {\"a\":[\"1"]),
        .init(text: "1,2", pieces: ["0:1:1 1", "! unexpected_byte 1:1:2", "2:1:3 2"]),
        .init(text: "\"abc", pieces: ["0:1:1 \"abc"]),
        .init(text: "{a:1}{\"b\"}\n1", pieces: ["0:1:1 {a:1}", "5:1:6 {\"b\"}", "11:2:1 1"]),
    ]

    /// Pages in which something is wrong.
    static let brokenPages: [SplitScenario] = [
        .init(text: "{\"content\":[1,", pieces: ["12:1:13 content 1", "! unexpected_end 14:1:15 /content/1"]),
        .init(text: "{\"content\":[1]", pieces: ["12:1:13 content 1", "! unexpected_end 14:1:15"]),
        .init(text: "{\"content\":[1],", pieces: ["12:1:13 content 1", "! unexpected_end 15:1:16"]),
        .init(text: "{\"content\":[1] \"n\":2}", pieces: ["12:1:13 content 1", "! unexpected_byte 15:1:16"]),
        .init(text: "{\"content\":[1],}", pieces: ["12:1:13 content 1", "! unexpected_byte 15:1:16"]),
        .init(
            text: "{\"content\":[1],n:2}",
            pieces: ["12:1:13 content 1", "! unexpected_byte 15:1:16"]),
        .init(
            text: "{\"content\":[1],,]:,\"contents\":[2]}",
            pieces: ["12:1:13 content 1", "! unexpected_byte 15:1:16", "31:1:32 contents 2"]),
        .init(text: "{\"content\"[1]}", pieces: ["0:1:1 {\"content\"[1]}"]),
        .init(text: "{\"a\" 1,\"content\":[2]}", pieces: ["0:1:1 {\"a\" 1,\"content\":[2]}"]),
    ]
}
