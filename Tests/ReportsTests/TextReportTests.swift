import Foundation
import Harness
import Testing
import JSONText
import Transcripts

@testable import Reports

@Suite("The text report")
struct TextReportTests {
  @Test("escapes characters that control a terminal")
  func printable() {
    #expect("a\u{1B}[31mb\u{202E}c\n".printable == #"a\u{1b}[31mb\u{202e}c\u{a}"#)
    #expect("Zürich 12 °C 🫠".printable == "Zürich 12 °C 🫠")
  }

  @Test("the text of an endpoint is not a workflow command in the output of a CI job")
  func commands() {
    #expect(
      "a ##[error]b ##VSO[task.x]c ## d#[e".printable
        == #"a #\u{23}[error]b #\u{23}VSO[task.x]c ## d#[e"#)
    let style = TextStyle(width: 40)
    for text in [
      "thirty-one characters in a line, ::stop-commands::x", "::error::x",
      String(repeating: "x", count: 38) + "::error::y",
    ] {
      let lines = style.wrapped(text, indent: "  ").split(separator: "\n")
      #expect(lines.allSatisfy { !$0.drop { $0 == " " }.hasPrefix("::") }, "\(lines)")
      #expect(lines.joined().contains(#"\u{3a}:"#), "\(lines)")
    }
  }

  @Test("wraps at the width and keeps all words")
  func wraps() {
    let text = (1...60).map { "word\($0)" }.joined(separator: " ")
    let wrapped = TextStyle(width: 40).wrapped(text, indent: "  ", hanging: "    ")
    #expect(wrapped.split(separator: "\n").allSatisfy { $0.count <= 40 })
    #expect(wrapped.split(whereSeparator: \.isWhitespace).joined(separator: " ") == text)
  }
}

@Suite("The text report is as reviewed; `make golden` rewrites it for review")
struct GoldenTextTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden")

  struct Look: Sendable, CustomTestStringConvertible {
    let name: String
    let style: TextStyle

    var testDescription: String { name }
  }

  @Test(
    "text report of a run with a fault",
    arguments: [
      Look(name: "usual", style: TextStyle(width: 100)),
      Look(name: "narrow", style: TextStyle(width: 50, isUnicode: false)),
      Look(name: "coloured", style: TextStyle(width: 100, isColoured: true)),
      Look(name: "quiet", style: TextStyle(width: 100, detail: .quiet)),
      Look(name: "verbose", style: TextStyle(width: 100, detail: .verbose)),
    ])
  func golden(_ look: Look) throws {
    let stored = try Data(contentsOf: Self.folder.appending(path: "lost-brace.json"))
    let record = try #require(StrictJSON.decode(Array(stored)).value.flatMap(RunRecord.init))
    let text = textReport(StoredRun(record), style: look.style)
    let file = Self.folder.appending(path: "lost-brace.\(look.name).txt")
    if ProcessInfo.processInfo.environment["GOLDEN"] == "write" {
      try Data(text.utf8).write(to: file)
    }
    #expect(try text == String(contentsOf: file, encoding: .utf8))
    if !look.style.isColoured && look.style.isUnicode { #expect(!text.contains("\u{1B}")) }
    if !look.style.isUnicode { #expect(!text.contains { !$0.isASCII }) }
    if look.name != "verbose" {
      #expect(
        text.split(separator: "\n").allSatisfy {
          $0.count <= look.style.width || look.style.isColoured
        })
    }
  }

  @Test("a record survives being written and read")
  func roundTrip() throws {
    let stored = try Data(contentsOf: Self.folder.appending(path: "lost-brace.json"))
    let json = try #require(StrictJSON.decode(Array(stored)).value)
    let record = try #require(RunRecord(json))
    #expect(record.json == json)
  }
}
