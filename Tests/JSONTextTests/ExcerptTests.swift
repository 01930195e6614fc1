import Support
import Testing

@testable import JSONText

@Suite("Excerpts and positions show a place in a text")
struct ExcerptTests {
  @Test("shows short text completely, with control characters escaped")
  func short() {
    let bytes = raw("{\"a\":\u{1B}[1m\r\n‹FF›é}")
    #expect(Excerpt.start(of: bytes[...], columns: 40) == #"{"a":\u{1b}[1m\r\n\xffé}"#)
  }

  @Test("is not longer than its width, and has no line break", arguments: 0..<300)
  func anyBytes(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let bytes = (0..<90).map { _ in UInt8.random(in: 0...255, using: &random) }
    for start in bytes.indices {
      let scalars = Excerpt.start(of: bytes[start...], columns: 40).unicodeScalars
      #expect(scalars.count <= 40)
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
