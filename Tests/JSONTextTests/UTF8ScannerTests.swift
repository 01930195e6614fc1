@testable import JSONText
import Support
import Testing

@Suite("The UTF-8 scanner finds exactly the bytes that lossy decoding replaces")
struct UTF8ScannerTests {
  @Test(
    "notes each defect, its bytes and its kind",
    arguments: [
      ("plain", []),
      ("é 日本 😀 ‹F4 8F BF BF›‹EF BF BD›", []),
      ("‹C3 28›", ["0 c3 28"]),
      ("a‹80›b", ["1 80"]),
      ("a‹FF›b‹FE›", ["1 ff too-large", "3 fe too-large"]),
      ("‹C0 AF›", ["0 c0 af overlong", "1 af"]),
      ("‹C1 81›", ["0 c1 81 overlong", "1 81"]),
      ("‹E0 80 AF›", ["0 e0 80 af overlong", "1 80", "2 af"]),
      ("‹F0 82 82 AC›", ["0 f0 82 82 ac overlong", "1 82", "2 82", "3 ac"]),
      (
        "‹ED A0 BD ED B8 80›",
        [
          "0 ed a0 bd surrogate", "1 a0", "2 bd", "3 ed b8 80 surrogate", "4 b8", "5 80",
        ]
      ),
      ("‹F4 90 80 80›", ["0 f4 90 80 80 too-large", "1 90", "2 80", "3 80"]),
      ("‹F5 80›", ["0 f5 too-large", "1 80"]),
      ("‹E2 82›", ["0 e2 82 cut-off"]),
      ("‹E2 82›x", ["0 e2 82 78"]),
      ("‹F0 9F 98›é", ["0 f0 9f 98 c3"]),
      ("‹F0 9F›", ["0 f0 9f cut-off"]),
      ("x‹C3›", ["1 c3 cut-off"]),
      ("‹E1 80 E2 F0 91 92 F1 BF›A", ["0 e1 80 e2", "2 e2 f0 91", "3 f0 91 92 f1", "6 f1 bf 41"]),
    ])
  func notes(_ text: String, _ expected: [String]) {
    // The kinds have names here; their words may change.
    let kinds: [(name: String, fault: UTF8Scanner.Fault)] = [
      (" overlong", .overlong), (" surrogate", .surrogate), (" too-large", .tooLarge),
      (" cut-off", .cutOff),
    ]
    let worded = expected.map { defect in
      kinds.reduce(defect) { $0.replacing($1.name, with: $1.fault.remark) }
    }
    #expect(UTF8Scanner.scan(raw(text)).map { "\($0.offset) \($0.saw)" } == worded)
  }

  @Test("notes a byte order mark only at the start")
  func bom() {
    #expect(UTF8Scanner.scan(raw("‹EF BB BF›a‹EF BB BF›")).short == "bom@0")
    #expect(UTF8Scanner.scan(raw("a‹EF BB BF›")).short == "")
  }

  @Test("keeps a hundred defects and counts the others")
  func cap() throws {
    let defects = UTF8Scanner.scan(Array(repeating: 0xFF, count: 1334))
    #expect(defects.count == 101)
    let last = try #require(defects.last)
    #expect(last.kind == "more-defects" && last.offset == 100 && last.saw.contains("1234"))
  }

  @Test("notes as many defects as decoding yields replacement characters", arguments: 0..<4000)
  func agreesWithDecoding(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces: [[UInt8]] = [
      [0x41], [0x80], [0xA0], [0xBF], [0x90], [0xC0], [0xC3], [0xE0], [0xED], [0xE2], [0xF0],
      [0xF4], [0xF5], [0xC3, 0xA9], [0xF0, 0x9F, 0x98, 0x80],
    ]
    let bytes = random.bytes(of: pieces, count: 40)
    let decoded = UTF8Scanner.decode(bytes)
    let replaced = decoded.text.unicodeScalars.count { $0 == "\u{FFFD}" }
    #expect(decoded.defects.count == replaced, "\(bytes)")
  }
}
