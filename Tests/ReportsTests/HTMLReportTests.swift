import Foundation
import FoundationXML
import Harness
import Testing
import JSONText
import Transcripts

@testable import Reports

@Suite("The page is well-formed, inert and of limited size for any output of an endpoint")
struct HTMLReportTests {
  private static let evil =
    "</script><img src=x onerror=alert(1)>\"'><svg onload=alert(2)>&lt;]]>\u{0}\u{1B}[31m\u{202E}<!--"

  /// The record of the golden reports, with hostile text in every finding if requested.
  private func record(hostile: Bool) throws -> RunRecord {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/lost-brace.json")
    let json = try #require(StrictJSON.decode(Array(try Data(contentsOf: file))).value)
    var record = try #require(RunRecord(json))
    guard hostile else { return record }
    record.model = Self.evil
    record.fingerprints = [Self.evil]
    for index in record.results.indices where !record.results[index].findings.isEmpty {
      record.results[index].verdict = .fail([
        Finding(
          message: Self.evil, at: "event 2 \(Self.evil)", saw: Self.evil, caret: 3,
          breaks: [Self.evil], remedy: [Self.evil], seen: [Self.evil])
      ])
    }
    return record
  }

  /// A transcript of a stream with a number of events.
  private func stream(events count: Int, saying text: String) -> JSON {
    let events = (1...count).map { number -> JSON in
      [
        "number": JSON(number), "at_ms": JSON(Double(number) * 2), "offset": JSON(number * 100),
        "name": .string(text), "data": .string(text),
      ]
    }
    return [
      "case": ["id": "four-step/tool-call.stream"], "step": 1, "trial": 1,
      "request": [
        "method": "POST", "url": "http://h/v1/chat/completions",
        "headers": [["name": .string(text), "value": .string(text)]],
        "body": ["stream": true, "x": .string(text)],
      ],
      "response": [
        "status": 200, "http_version": "1.1",
        "headers": [["name": .string(text), "value": .string(text)]], "text": nil,
        "events": .array(events), "comments": [.string(text)],
        "framing_defects": [["kind": .string(text), "offset": 3]],
      ],
      "timing": ["started_ms": 1000, "first_byte_ms": 1, "total_ms": JSON(Double(count) * 2)],
      "ending": "complete", "ending_detail": .string(text),
    ]
  }

  /// The names of all elements and attributes of a page, which must be well-formed.
  private func names(in page: String) throws -> (elements: Set<String>, attributes: Set<String>) {
    let reader = NameReader()
    let parser = XMLParser(data: Data(page.replacing("<!DOCTYPE html>", with: "").utf8))
    parser.delegate = reader
    try #require(parser.parse(), "\(parser.parserError.debugDescription)")
    return (reader.elements, reader.attributes)
  }

  private final class NameReader: NSObject, XMLParserDelegate {
    var elements: Set<String> = []
    var attributes: Set<String> = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      elements.insert(name)
      self.attributes.formUnion(attributes.keys)
    }
  }

  @Test("no text adds an element or an attribute, or changes the direction of other text")
  func inert() throws {
    let transcript = stream(events: 3, saying: Self.evil).text
    let run = StoredRun(try record(hostile: true), folder: "r") { _ in Array(transcript.utf8) }
    let page = htmlReport(run)
    let names = try names(in: page)
    let allowed: Set = [
      "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section",
      "article", "footer", "h1", "h2", "h3", "h4", "p", "a", "span", "b", "dl", "dt", "dd", "div",
      "ol", "ul", "li", "pre", "code", "mark", "details", "summary", "table", "caption", "thead",
      "tbody", "tr", "th", "td", "figure", "figcaption", "svg", "rect", "line",
    ]
    #expect(names.elements.isSubset(of: allowed), "\(names.elements.subtracting(allowed))")
    #expect(names.elements.isSuperset(of: ["header", "nav", "main", "footer", "svg", "table"]))
    #expect(!names.attributes.contains { $0.hasPrefix("on") || $0 == "src" })
    #expect(!page.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{1B}" || $0 == "\u{0}" })
    #expect(page.contains("default-src 'none'") || page.contains("default-src &#39;none&#39;"))
  }

  @Test("every link within the page has a target, and other links are HTTPS URLs")
  func links() throws {
    let transcript = stream(events: 3, saying: "x").text
    let page = htmlReport(StoredRun(try record(hostile: false)) { _ in Array(transcript.utf8) })
    let ids = Set(page.matches(of: #/ id="([^"]+)"/#).map { String($0.output.1) })
    let links = page.matches(of: #/ href="([^"]+)"/#).map { String($0.output.1) }
    #expect(links.contains { $0.hasPrefix("#cause-") })
    for link in links {
      #expect(link.hasPrefix("https://") || ids.contains(String(link.dropFirst())), "\(link)")
    }
  }

  @Test("the middle of a long stream is left out, but not the event of the finding")
  func longStream() throws {
    var record = try record(hostile: false)
    for index in record.results.indices where !record.results[index].findings.isEmpty {
      var finding = Finding(message: "wrong")
      finding.location = Location(event: 2500)
      record.results[index].verdict = .fail([finding])
    }
    let transcript = stream(events: 5000, saying: String(repeating: "x", count: 1000)).text
    let page = htmlReport(StoredRun(record) { _ in Array(transcript.utf8) })
    #expect(page.contains(#"<tr class="marked"><td class="number">2500</td>"#))
    #expect(page.matches(of: /<td colspan="5"/).count == 2)
    #expect(page.utf8.count < 400_000)
  }

  @Test("the character of the caret is marked, and the end if no character follows")
  func caret() throws {
    var record = try record(hostile: false)
    for (caret, shown) in [(1, "a<mark>b</mark>c"), (3, "abc<mark>\u{2190}")] {
      for index in record.results.indices where !record.results[index].findings.isEmpty {
        record.results[index].verdict = .fail([Finding(message: "m", saw: "abc", caret: caret)])
      }
      #expect(htmlReport(StoredRun(record)).contains(shown))
    }
  }

  @Test(
    "ten thousand results make a page of moderate size in moderate time", .timeLimit(.minutes(1)))
  func large() throws {
    var record = try record(hostile: false)
    let some = record.results
    record.results = (0..<10_000).map { number in
      var result = some[number % some.count]
      result.trial = number
      result.transcript = "transcripts/\(number % 150).json"
      return result
    }
    let transcript = stream(events: 40, saying: "hello").text
    let run = StoredRun(record, folder: "r") { _ in Array(transcript.utf8) }
    let began = monotonicMilliseconds()
    for format in ReportFormat.allCases {
      let size = format.render(run).utf8.count
      // The record and the HAR file contain everything; the other reports are limited.
      #expect(size < (format == .json || format == .har ? 30_000_000 : 3_000_000), "\(format)")
    }
    // Generous: other tests run at the same time.
    #expect(monotonicMilliseconds() - began < 30_000)
  }
}
