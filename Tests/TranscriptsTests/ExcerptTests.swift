import Testing
import Transcripts

@Suite("Excerpts and positions show a place to people")
struct ExcerptTests {
  @Test("shows short text whole, control characters escaped")
  func short() {
    let bytes = raw("{\"a\":\u{1B}[1m\r\n‹FF›é}")
    let excerpt = Excerpt(of: bytes, at: 5)
    #expect(excerpt.text == #"{"a":\u{1b}[1m\r\n\xffé}"#)
    #expect(excerpt.caret == 5)
    #expect(Excerpt(of: bytes, at: 13) == Excerpt(of: bytes, at: 12), "inside é")
  }

  @Test("keeps to its width and points at the place", arguments: 0...400)
  func width(_ offset: Int) {
    let bytes = Array((0..<400).map { UInt8(ascii: "a") + UInt8($0 % 26) })
    let excerpt = Excerpt(of: bytes, at: offset)
    let text = Array(excerpt.text.unicodeScalars)
    #expect(text.count <= 60)
    #expect(text.contains("…"))
    if offset < bytes.count {
      #expect(text[excerpt.caret] == Unicode.Scalar(bytes[offset]))
    } else {
      #expect(excerpt.caret == text.count)
    }
  }

  @Test("never breaks the line nor traps", arguments: 0..<300)
  func anyBytes(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let bytes = (0..<90).map { _ in UInt8.random(in: 0...255, using: &random) }
    for offset in -1...bytes.count + 1 {
      let excerpt = Excerpt(of: bytes, at: offset, columns: 40)
      let scalars = excerpt.text.unicodeScalars
      #expect(scalars.count <= 40)
      #expect(excerpt.caret <= scalars.count)
      #expect(!scalars.contains { $0.value < 0x20 || $0.value == 0x7F })
    }
  }

  @Test(
    "counts lines and columns",
    arguments: [
      (0, "1:1"), (1, "1:2"), (2, "2:1"), (4, "2:3"), (6, "2:4"), (7, "2:4"), (8, "3:1"),
      (9, "4:1"), (10, "4:2"), (99, "4:2"), (-1, "1:1"),
    ])
  func position(_ offset: Int, _ expected: String) {
    #expect(Position(of: offset, in: raw("a\nbcé\r\n\rd")).description == expected)
  }
}
