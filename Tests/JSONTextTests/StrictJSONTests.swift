import JSONText
import Support
import Testing

@Suite("Strict JSON accepts RFC 8259 and nothing else")
struct StrictJSONTests {
  @Test("accepts what the grammar allows, and keeps number lexemes", arguments: accepted)
  func accepts(_ text: String, _ expected: String) {
    let decoded = StrictJSON.decode(raw(text))
    #expect(decoded.value?.text == expected)
    #expect(decoded.defects == [])
    #expect(decoded.failure == nil)
  }

  @Test("continues after a defect that common parsers accept, and notes it", arguments: odd)
  func notes(_ text: String, _ expected: String, _ defects: String) {
    let decoded = StrictJSON.decode(raw(text))
    #expect(decoded.value.map { Array($0.text.utf8) } == Array(expected.utf8))
    #expect(decoded.defects.short == defects)
  }

  @Test("gives no value for anything else, and notes why", arguments: rejected)
  func rejects(_ text: String, _ defect: String) {
    let decoded = StrictJSON.decode(raw(text))
    #expect(decoded.value == nil)
    #expect(decoded.defects.short == defect)
  }

  @Test(
    "shows the text of a defect",
    arguments: [
      ("[1,01]", "01"), ("[NaN]", "NaN"), ("[-Infinity]", "-Infinity"),
      (#"{"key":1,"key":2}"#, "key"), (#"["\ud83d"]"#, #"\ud83d"#), (#"["\q"]"#, #"\q"]"#),
      ("<html>\n<body>", #"<html>\n<body>"#), ("{} and more", "and more"), ("[1,]", ",]"),
      ("\"a\nb\"", #"\nb""#), ("[1", ""), (#"["‹C3 28›"]"#, "c3"), ("1e1000", "1e1000"),
      ("[\(String(repeating: "9", count: 40))]", "\(String(repeating: "9", count: 23))…"),
    ])
  func shows(_ text: String, _ saw: String) {
    #expect(StrictJSON.decode(raw(text)).defects.first?.saw.hasPrefix(saw) == true)
    #expect(StrictJSON.decode(raw(text)).defects.first?.saw.isEmpty == saw.isEmpty)
  }

  @Test("accepts nesting up to the limit")
  func depth() {
    func nested(_ depth: Int) -> [UInt8] {
      raw(String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
    }
    let limit = StrictJSON.depthLimit
    #expect(StrictJSON.decode(nested(limit)).value?.text.count == 2 * limit)
    #expect(StrictJSON.decode(nested(limit + 1)).defects.short == "too-deep@\(limit)")
    let objects = String(repeating: #"{"a":"#, count: limit + 1)
    #expect(StrictJSON.decode(raw(objects)).defects.short == "too-deep@\(5 * limit)")
  }

  @Test("keeps the order of keys and duplicate keys", arguments: [2, 15, 16, 17, 30])
  func duplicates(_ count: Int) {
    let keys = (0..<count).map { "\"k\($0)\":\($0)" }
    let text = "{\((keys + [keys[0], keys[count - 1]]).joined(separator: ","))}"
    let decoded = StrictJSON.decode(raw(text))
    #expect(decoded.value?.text == text)
    #expect(decoded.defects.map(\.saw) == ["k0", "k\(count - 1)"])
    #expect(decoded.value?.object?.count == count + 2)
  }

  @Test("notes the reason for no value last, even after many defects")
  func failureComesLast() {
    let text = "[" + String(repeating: "12345678901234567890,", count: 200) + "x"
    let decoded = StrictJSON.decode(raw(text))
    #expect(decoded.defects.count == 102)
    #expect(decoded.defects.suffix(2).map(\.kind) == ["more-defects", "bad-literal"])
    #expect(decoded.failure?.offset == 1 + 200 * 21)
  }
}

private let accepted: [(String, String)] = [
  ("null", "null"), (" true\r\n\t", "true"), ("false", "false"), ("[]", "[]"), ("{}", "{}"),
  ("[ ]", "[]"), ("{\n}", "{}"), ("[[]   ]", "[[]]"), (#""""#, #""""#), (#"" ""#, #"" ""#),
  ("0", "0"), ("-0", "-0"), ("1.0", "1.0"), ("1.10", "1.10"), ("-0.0", "-0.0"), ("1e5", "1e5"),
  ("1E+02", "1E+02"), ("0e+1", "0e+1"), ("1e-0007", "1e-0007"), ("-1.5E-3", "-1.5E-3"),
  ("9007199254740992", "9007199254740992"), ("9007199254740994", "9007199254740994"),
  ("-9007199254740993.0", "-9007199254740993.0"), ("18446744073709551616", "18446744073709551616"),
  ("1e308", "1e308"), ("1.7976931348623157e308", "1.7976931348623157e308"),
  ("0e99999999999999999999", "0e99999999999999999999"), ("1e-1000", "1e-1000"),
  ("[0.00001e312]", "[0.00001e312]"), (#"{"a":1,"b":[2,3]}"#, #"{"a":1,"b":[2,3]}"#),
  (#"{ "b" : 1 , "a" : null }"#, #"{"b":1,"a":null}"#), (#"{"":0}"#, #"{"":0}"#),
  (#"{"a":{"a":1}}"#, #"{"a":{"a":1}}"#),
  (#"["\"\\\/\b\f\n\r\t"]"#, #"["\"\\/\u0008\u000c\n\r\t"]"#),
  (#""\u0041\u00e9\u00E9""#, #""Aéé""#), (#""\ud83d\ude00""#, "\"😀\""), ("\"😀\"", "\"😀\""),
  (#""\u0000""#, #""\u0000""#), (#""\uffff\ufffe""#, "\"\u{FFFF}\u{FFFE}\""),
  ("\"\u{7F}\"", #""\u007f""#), ("\"\u{2028}\u{2029}\"", "\"\u{2028}\u{2029}\""),
  ("\"\u{FEFF}\"", "\"\u{FEFF}\""), (#""a\u0062c""#, #""abc""#),
  (#""/*x*/ // #""#, #""/*x*/ // #""#),
  ("{\"é\":1,\"e\u{301}\":2}", "{\"é\":1,\"e\u{301}\":2}"), ("[1,\n2\t,\r3 ]", "[1,2,3]"),
]

private let odd: [(String, String, String)] = [
  ("‹EF BB BF›{}", "{}", "bom@0"), ("‹EF BB BF› [1]", "[1]", "bom@0"),
  (#"{"a":1,"a":2}"#, #"{"a":1,"a":2}"#, "duplicate-key@7"),
  (#"{"a":1,"\u0061":1}"#, #"{"a":1,"a":1}"#, "duplicate-key@7"),
  ("12345678901234567890", "12345678901234567890", "number-precision@0"),
  ("[9007199254740993]", "[9007199254740993]", "number-precision@1"),
  ("-9007199254740993", "-9007199254740993", "number-precision@0"),
  ("1000000000000000000000000000000", "1000000000000000000000000000000", "number-precision@0"),
  ("1e1000", "1e1000", "number-range@0"), ("[-1e309]", "[-1e309]", "number-range@1"),
  ("1.7976931348623159e308", "1.7976931348623159e308", "number-range@0"),
  ("179769313486231570e291", "179769313486231570e291", ""),
  ("0.1e310", "0.1e310", "number-range@0"),
  ("1e99999999999999999999", "1e99999999999999999999", "number-range@0"),
  (#""\ud800""#, "\"\u{FFFD}\"", "lone-surrogate@1"),
  (#""\udc00x""#, "\"\u{FFFD}x\"", "lone-surrogate@1"),
  (#""\ud800\ud800\udc00""#, "\"\u{FFFD}\u{10000}\"", "lone-surrogate@1"),
  (#""\ud800\u0041""#, "\"\u{FFFD}A\"", "lone-surrogate@1"),
  (#""\ud800\n""#, "\"\u{FFFD}\\n\"", "lone-surrogate@1"),
  (#""\ude00\ud83d""#, "\"\u{FFFD}\u{FFFD}\"", "lone-surrogate@1 lone-surrogate@7"),
  (#"{"\udc00":1}"#, "{\"\u{FFFD}\":1}", "lone-surrogate@2"),
  ("\"‹C3 28›\"", "\"\u{FFFD}(\"", "invalid-utf-8@1"),
  ("[\"‹FF›\"]", "[\"\u{FFFD}\"]", "invalid-utf-8@2"),
  ("\"‹C0 AF›\"", "\"\u{FFFD}\u{FFFD}\"", "invalid-utf-8@1 invalid-utf-8@2"),
  (
    "\"‹ED A0 80›\"", "\"\u{FFFD}\u{FFFD}\u{FFFD}\"",
    "invalid-utf-8@1 invalid-utf-8@2 invalid-utf-8@3"
  ),
  ("\"‹E2 82›\\n‹C3›\"", "\"\u{FFFD}\\n\u{FFFD}\"", "invalid-utf-8@1 invalid-utf-8@5"),
  (
    #"‹EF BB BF›{"a":1e999,"a":"\ud800"}"#, "{\"a\":1e999,\"a\":\"\u{FFFD}\"}",
    "bom@0 number-range@8 duplicate-key@14 lone-surrogate@19"
  ),
]

private let rejected: [(String, String)] = [
  ("", "empty@0"), (" \n", "empty@2"), ("‹EF BB BF›", "bom@0 empty@3"),
  ("<html>", "not-json@0"), ("Internal Server Error", "not-json@0"), ("  data: {}", "not-json@2"),
  ("]", "not-json@0"), (",", "not-json@0"), (":", "not-json@0"), ("*", "not-json@0"),
  ("‹00›", "not-json@0"), ("‹FF FE 7B 00›", "not-json@0"), ("‹00 7B 00 7D›", "not-json@0"),
  ("‹E9›", "not-json@0"), ("\u{FEFF}\u{FEFF}1", "bom@0 not-json@3"),
  ("[1,]", "trailing-comma@2"), (#"{"a":1,}"#, "trailing-comma@6"), ("[1 , ]", "trailing-comma@3"),
  ("[,]", "unexpected-character@1"), ("[1,,2]", "unexpected-character@3"),
  ("[,1]", "unexpected-character@1"), ("[1 2]", "unexpected-character@3"),
  ("[1:2]", "unexpected-character@2"), (#"{"a" 1}"#, "unexpected-character@5"),
  (#"{"a",1}"#, "unexpected-character@4"), (#"{"a":}"#, "unexpected-character@5"),
  ("{a:1}", "unexpected-character@1"), ("{1:1}", "unexpected-character@1"),
  ("{,}", "unexpected-character@1"), ("[1}", "unexpected-character@2"),
  (#"{"a":1]"#, "unexpected-character@6"), ("[\u{0C}1]", "unexpected-character@1"),
  ("[\u{0B}]", "unexpected-character@1"), ("[\u{A0}1]", "unexpected-character@1"),
  ("[‹00›1]", "unexpected-character@1"), ("[\\u0031]", "unexpected-character@1"),
  ("[", "unexpected-end@1"), ("{", "unexpected-end@1"), ("[1", "unexpected-end@2"),
  ("[1,", "unexpected-end@3"), (#"{"a""#, "unexpected-end@4"), (#"{"a":"#, "unexpected-end@5"),
  (#"{"a":1"#, "unexpected-end@6"), (#"""#, "unexpected-end@1"), (#""abc"#, "unexpected-end@4"),
  (#""\"#, "unexpected-end@2"), (#""\u00"#, "unexpected-end@5"), ("tru", "unexpected-end@3"),
  (#"{"a":nul"#, "unexpected-end@8"), (#""\ud800\u"#, "unexpected-end@9"),
  ("1 2", "trailing-text@2"), ("{}}", "trailing-text@2"), ("[]x", "trailing-text@2"),
  ("\"a\"‹00›", "trailing-text@3"), ("404 page not found", "trailing-text@4"),
  ("{}\n{}", "trailing-text@3"), ("null,", "trailing-text@4"),
  ("01", "bad-number@0"), ("-01", "bad-number@0"), ("+1", "bad-number@0"), (".5", "bad-number@0"),
  ("5.", "bad-number@0"), ("1e", "bad-number@0"), ("1e+", "bad-number@0"), ("-", "bad-number@0"),
  ("[-.5]", "bad-number@1"), ("[1.e1]", "bad-number@1"), ("[0x10]", "bad-number@1"),
  ("[1_000]", "bad-number@1"), ("[1.2.3]", "bad-number@1"), ("[--1]", "bad-number@1"),
  ("[1a]", "bad-number@1"), ("[1e1.5]", "bad-number@1"), ("[00]", "bad-number@1"),
  ("[1-2]", "bad-number@1"), ("[+]", "bad-number@1"), ("[.]", "unexpected-character@1"),
  ("NaN", "bad-literal@0"), ("nan", "bad-literal@0"), ("Infinity", "bad-literal@0"),
  ("-Infinity", "bad-literal@0"), ("[-NaN]", "bad-literal@1"), ("[inf]", "bad-literal@1"),
  ("True", "bad-literal@0"), ("[False]", "bad-literal@1"), ("None", "bad-literal@0"),
  ("undefined", "bad-literal@0"), ("[nul]", "bad-literal@1"), ("[nulll]", "bad-literal@1"),
  ("[TRUE]", "bad-literal@1"), ("[true1]", "bad-literal@1"), (#"{"a":b}"#, "bad-literal@5"),
  (#""\x""#, "bad-escape@1"), (#""\'""#, "bad-escape@1"), (#""\u12G4""#, "bad-escape@1"),
  (#""\U0041""#, "bad-escape@1"), (#""a\0""#, "bad-escape@2"), (#""\u""#, "bad-escape@1"),
  (#""\ud800\u12x4""#, "bad-escape@7"), ("\"\\‹C3 A9›\"", "bad-escape@1"),
  ("\"a\nb\"", "control-character@2"), ("\"\t\"", "control-character@1"),
  ("\"‹00›\"", "control-character@1"), ("\"‹1F›\"", "control-character@1"),
  ("'a'", "single-quotes@0"), ("['a']", "single-quotes@1"), ("{'a':1}", "single-quotes@1"),
  ("/* a */ 1", "comment@0"), ("[1 // one\n]", "comment@3"), ("[1,/**/2]", "comment@3"),
  ("{} // done", "comment@3"), ("# a\n1", "comment@0"), ("[/]", "unexpected-character@1"),
]
