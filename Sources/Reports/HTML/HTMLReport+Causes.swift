internal import Harness
internal import JSONText
internal import Transcripts

extension HTMLReport {
  /// One cause: the failure, its effects, the fix and the evidence.
  func article(_ anchor: String, _ cause: Cause) -> HTML {
    let finding = cause.example.finding
    let check = cause.check
    return HTML(
      "article", ["class": "cause \(cause.severity.name)", "id": anchor],
      [
        HTML(
          "h3", [:],
          [
            HTML("span", ["class": "severity"], [HTML(cause.severity.word)]),
            HTML("code", [:], [HTML(check.id)]),
            HTML(
              "span", ["class": "muted"],
              ["\(check.level.rawValue), \(check.concerns.rawValue)"]),
          ]),
        HTML("p", ["class": "requirement"], prose(check.requirement) + [reference(check)]),
        HTML("p", ["class": "lead"], prose(finding.message)),
        saw(finding),
        list([
          ("where", [HTML(record.place(of: cause.example))]),
          ("count", cause.all.count > 1 || !cause.consequences.isEmpty ? [everywhere(cause)] : []),
          ("rate", record.rateWords(of: cause).map { [HTML($0)] } ?? []),
          ("known", record.knownWords(of: cause).map(prose) ?? []),
          ("breaks", items(cause.breaks)),
          ("fix", items(cause.remedy)),
          ("reports", cause.seen.map(link).joined(by: ", ")),
          ("more", [HTML("code", [:], ["conformance explain \(check.id)"])]),
        ]),
        evidence(of: cause),
      ])
  }

  /// A link to the source of a requirement; nothing if it is not on the web.
  private func reference(_ check: Check) -> HTML {
    guard check.reference.hasPrefix("https://") else { return HTML([]) }
    return HTML([
      " ",
      HTML(
        "a", ["href": check.reference, "rel": "noreferrer"],
        prose(check.clause.isEmpty ? "source" : check.clause)),
    ])
  }

  /// Several texts as a list, a single one as a sentence.
  private func items(_ texts: [String]) -> [HTML] {
    switch texts.count {
    case 0: []
    case 1: prose(texts[0])
    default: [HTML("ul", [:], texts.map { HTML("li", [:], prose($0)) })]
    }
  }

  /// A public report such as `vllm-project/vllm#10781`, with a link if it is one.
  private func link(_ report: String) -> HTML {
    guard let address = report.issueAddress else { return HTML(report) }
    return HTML("a", ["href": address, "rel": "noreferrer"], [HTML(report)])
  }

  /// The excerpt with the wrong character marked.
  private func saw(_ finding: Finding) -> HTML {
    guard let saw = finding.saw, !saw.isEmpty else { return HTML([]) }
    guard let caret = finding.caret else { return code(saw, limit: 1000) }
    let scalars = Array(saw.unicodeScalars)
    let place = min(caret, scalars.count)
    func text(_ part: ArraySlice<Unicode.Scalar>) -> HTML {
      HTML(String(String.UnicodeScalarView(part)))
    }
    // At the end of the text there is no character to mark.
    let wrong =
      place < scalars.count ? text(scalars[place...place]) : HTML("\u{2190} ends here")
    return HTML(
      "pre", ["tabindex": "0"],
      [
        HTML(
          "code", [:],
          [
            text(scalars[..<place]), HTML("mark", [:], [wrong]),
            text(scalars[min(place + 1, scalars.count)...]),
          ])
      ])
  }

  /// The places of a cause, collapsed if there are several.
  private func everywhere(_ cause: Cause) -> HTML {
    let places = cause.all.map { record.place(of: $0) }.uniqued()
    // Thousands of places would make the page slow.
    let shown = places.prefix(100).map { HTML("li", [:], [HTML($0)]) }
    let rest = places.count - shown.count
    return HTML(
      "details", [:],
      [
        HTML(
          "summary", [:],
          [
            HTML(
              record.frequency(of: cause, limit: 3)
                ?? "\(cause.all.count) findings, in \(cause.cases.abbreviated(limit: 3))")
          ]),
        HTML(
          "ul", ["class": "places"],
          shown + (rest > 0 ? [HTML("li", [:], ["and \(rest) more, in run.json"])] : [])),
      ])
  }
}

extension Severity {
  /// The CSS class.
  fileprivate var name: String {
    switch self {
    case .failed: "failed"
    case .flaky, .model, .advice: "advised"
    case .known, .note: "note"
    }
  }
}
