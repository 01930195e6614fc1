import Harness
import Testing
import Transcripts

@testable import Reports

@Suite("The text report")
struct TextReportTests {
  @Test("spells out whatever could act on a terminal")
  func printable() {
    #expect("a\u{1B}[31mb\u{202E}c\n".printable == #"a\u{1b}[31mb\u{202e}c\u{a}"#)
    #expect("Zürich 12 °C 🫠".printable == "Zürich 12 °C 🫠")
  }

  @Test("wraps at the width, and never loses a word")
  func wraps() {
    let text = (1...60).map { "word\($0)" }.joined(separator: " ")
    let wrapped = TextStyle(width: 40).wrapped(text, indent: "  ", hanging: "    ")
    #expect(wrapped.split(separator: "\n").allSatisfy { $0.count <= 40 })
    #expect(wrapped.split(whereSeparator: \.isWhitespace).joined(separator: " ") == text)
  }
}
