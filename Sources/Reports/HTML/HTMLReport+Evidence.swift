internal import Harness
internal import JSONText
internal import Transcripts

extension HTMLReport {
  /// The exchange of the example of a cause, collapsed.
  func evidence(of cause: Cause) -> HTML {
    let result = cause.example.result
    guard let transcript = run.transcript(result.transcript) else { return HTML([]) }
    let response = transcript["response"] ?? nil
    var parts: [HTML] = []
    if let command = run.curl(of: result) {
      parts += [HTML("h4", [:], ["Reproduce"]), code(command.whole, limit: 20_000)]
    }
    if let body = transcript["request"]?["body"], !body.isNull {
      parts += [
        HTML("h4", [:], ["Request"]),
        code(String(decoding: body.bytes(pretty: true), as: UTF8.self)),
      ]
    } else if let text = transcript["request"]?["text"]?.string {
      parts += [HTML("h4", [:], ["Request"]), code(text)]
    }
    parts += [HTML("h4", [:], ["Response"]), head(of: transcript)]
    if let events = response["events"]?.array {
      parts.append(StreamTimeline(of: transcript, events: events).picture)
      parts.append(table(of: events, marked: cause.example.finding.location?.event))
    } else if let text = response["text"]?.string {
      parts.append(code(text))
    }
    parts += oddities(of: response)
    return HTML(
      "details", ["class": "evidence"],
      [
        HTML(
          "summary", [:],
          ["Evidence: \(result.testCase ?? "the run"), \(result.transcript ?? "")"])
      ] + parts)
  }

  /// The status, the ending and the headers of a response.
  private func head(of transcript: JSON) -> HTML {
    let response = transcript["response"] ?? nil
    let status =
      response["status"]?.int.map {
        "HTTP/\(response["http_version"]?.string ?? "1.1") \($0)"
      } ?? "no response"
    let ending = transcript["ending"]?.string ?? ""
    let detail = transcript["ending_detail"]?.string ?? ""
    let total = transcript["timing"]?["total_ms"]?.double.map { "\($0.whole) ms" } ?? ""
    let line = [status, total, ending, detail].filter { !$0.isEmpty && $0 != "complete" }
    let headers = (response["headers"]?.array ?? []).prefix(100).map { header in
      "\(header["name"]?.string ?? ""): \(header["value"]?.string ?? "")".printable
    }
    return code((line.joined(separator: ", ") + "\n" + headers.joined(separator: "\n")))
  }

  /// The events of a stream, with the event of the finding marked; the middle of a long stream is
  /// omitted.
  private func table(of events: [JSON], marked number: Int?) -> HTML {
    // The beginning, the end and the neighbours of the marked event.
    let isShown = { (index: Int) in
      events.count <= 200 || index < 60 || index >= events.count - 60
        || number.map { abs($0 - index) <= 20 } == true
    }
    var rows: [HTML] = []
    var before: Double?
    var hidden = 0
    for (index, event) in events.enumerated() {
      let time = event["at_ms"]?.double
      defer { before = time }
      guard isShown(index) else {
        hidden += 1
        continue
      }
      if hidden > 0 { rows.append(omission(hidden)) }
      hidden = 0
      let isMarked = event["number"]?.int == number
      rows.append(
        row(event, gap: before.flatMap { earlier in time.map { $0 - earlier } }, isMarked))
    }
    return HTML(
      "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": "Events"],
      [
        HTML(
          "table", ["class": "events"],
          [
            HTML("caption", [:], ["\(events.count) events of the stream"]),
            HTML(
              "thead", [:],
              [
                HTML(
                  "tr", [:],
                  ["event", "ms", "gap", "byte", "data"].map {
                    HTML("th", ["scope": "col"], [HTML($0)])
                  })
              ]),
            HTML("tbody", [:], rows),
          ])
      ])
  }

  private func row(_ event: JSON, gap: Double?, _ isMarked: Bool) -> HTML {
    let name = event["name"]?.string.map { "\($0): " } ?? ""
    let data = name + (event["data"]?.string ?? "")
    let cells = [
      event["number"]?.text ?? "", event["at_ms"]?.double.map(milliseconds) ?? "",
      gap.map { "+" + milliseconds($0) } ?? "", event["offset"]?.text ?? "",
    ]
    return HTML(
      "tr", isMarked ? ["class": "marked"] : [:],
      cells.map { HTML("td", ["class": "number"], [HTML($0)]) }
        + [HTML("td", [:], [HTML("code", [:], [HTML(data.cut(to: 400))])])])
  }

  private func omission(_ count: Int) -> HTML {
    HTML(
      "tr", [:],
      [
        HTML(
          "td", ["colspan": "5", "class": "muted"], ["\(count) events omitted; see the transcript"])
      ])
  }

  /// The defects that the decoders found, and the number of comments.
  private func oddities(of response: JSON) -> [HTML] {
    let defects = ["text_defects", "json_defects", "framing_defects"].flatMap { name in
      (response[name]?.array ?? []).prefix(20).map { defect in
        "\(defect["kind"]?.string ?? "defect") at byte \(defect["offset"]?.text ?? "?")"
      }
    }
    let comments = response["comments"]?.array?.count ?? 0
    let lines = defects + (comments > 0 ? ["\(comments) comments"] : [])
    guard !lines.isEmpty else { return [] }
    return [
      HTML("h4", [:], ["Also found"]),
      HTML("ul", [:], lines.map { HTML("li", [:], [HTML($0)]) }),
    ]
  }

  private func milliseconds(_ value: Double) -> String { JSON((value * 10).rounded() / 10).text }
}
