import Foundation
import Testing
import JSONText
import Transcripts

@testable import Reports

@Suite("The curl command passes every text through a shell unchanged")
struct CurlCommandTests {
  private func transcript(_ body: JSON, text: String? = nil, headers: [(String, String)] = [])
    -> JSON
  {
    [
      "request": [
        "method": "POST", "url": "http://h:8/v1/chat/completions", "keyed": true,
        "headers": .array(headers.map { ["name": .string($0.0), "value": .string($0.1)] }),
        "body": body, "text": JSON(text),
      ]
    ]
  }

  /// The words of a command after a shell has split it.
  private func words(_ command: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", "MY_KEY=secret; printf '%s\\0' \(command)"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast()
      .map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(
    "quotes, dollars, line breaks and control characters arrive unchanged",
    arguments: [
      "plain", "it's", "$(touch x) `y` \\ \"z\"", "two\nlines\ttab", "\u{1B}[31m\u{202E}é🫠", "",
      "-n", "!history", "{a,b}*?~",
    ])
  func quoting(_ text: String) throws {
    #expect(try words(text.quotedForShell) == [text])
    #expect(!text.quotedForShell.unicodeScalars.contains("\u{1B}"))
    let command = try #require(
      CurlCommand(of: transcript(["x": .string(text)]), key: "MY_KEY")?.whole)
    #expect(try words(command).last == JSON.object([JSON.Member("x", .string(text))]).text)
  }

  @Test("the key is read from its variable, and only if a key was sent")
  func key() throws {
    let headers = [("Authorization", "***"), ("Host", "h"), ("@/etc/passwd", "x"), ("X-A", "b c")]
    var sent = transcript(["a": 1], headers: headers)
    let command = try #require(CurlCommand(of: sent, key: "MY_KEY")?.whole)
    #expect(
      try words(command) == [
        "curl", "-sS", "http://h:8/v1/chat/completions", "-H", "Authorization: Bearer secret",
        "-H", "X-A: b c", "--data-raw", #"{"a":1}"#,
      ])
    sent = try #require(
      StrictJSON.decode(Array(sent.text.replacing("\"keyed\":true", with: "\"keyed\":false").utf8))
        .value)
    #expect(CurlCommand(of: sent, key: "MY_KEY")?.whole.contains("MY_KEY") == false)
  }

  @Test("a long body is read from the transcript, JSON or not")
  func long() throws {
    let text = String(repeating: "x", count: 300)
    func brief(_ transcript: JSON) -> String? {
      CurlCommand(of: transcript, named: "transcripts/a/1-1.json", in: "my runs", key: nil)?.brief
    }
    #expect(
      brief(transcript(["x": .string(text)])) == """
        jq -c .request.body 'my runs/transcripts/a/1-1.json' | curl -sS \
        http://h:8/v1/chat/completions --data-binary @-
        """)
    #expect(brief(transcript(nil, text: text))?.hasPrefix("jq -j .request.text ") == true)
    // The parsed body does not contain the white space that makes it long.
    let padded = transcript(["x": "y"], headers: [("Content-Length", "1200126")])
    #expect(
      brief(padded)?.hasPrefix(#"sed $'1,/^\r$/d' 'my runs/transcripts/a/1-1.request.raw' | curl "#)
        == true)
  }
}
