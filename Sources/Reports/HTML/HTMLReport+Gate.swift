internal import Harness
internal import Transcripts

extension HTMLReport {
  /// The known failures that fail the run.
  var stale: [HTML] {
    record.staleLines.map { line in
      HTML("article", ["class": "cause failed"], [HTML("p", [:], prose(line))])
    }
  }

  /// The differences from the pin and from the expectations of the command.
  var drift: [HTML] {
    guard let pinned = record.pinned, !pinned.drifts.isEmpty || !pinned.remarks.isEmpty else {
      return []
    }
    let remarks = pinned.remarks + [pinned.remedy(in: run)].compactMap(\.self)
    let from = pinned.name.isEmpty ? [] : [HTML("p", ["class": "note"], ["From \(pinned.name)"])]
    return from + pinned.drifts.map { article($0, in: pinned) }
      + remarks.map { HTML("p", ["class": "note"], prose($0)) }
  }

  private func article(_ drift: Drift, in pinned: PinVerdict) -> HTML {
    let kind = !drift.counts ? "note" : pinned.effect == .fail ? "failed" : "advised"
    return HTML(
      "article", ["class": "cause \(kind)"],
      [
        HTML(
          "h3", [:],
          [
            HTML("span", ["class": "severity"], [drift.counts ? "DRIFT" : "NOTE"]),
            HTML("code", [:], [HTML(drift.title)]),
          ]),
        list(
          drift.lines.map { ($0.label, prose($0.text)) }
            + [("means", drift.means.map(prose) ?? [])]),
      ])
  }

  /// The success rates of the model, the lowest first.
  var rates: [HTML] {
    let rates = record.measuredRates.sorted { $0.interval.lowerBound < $1.interval.lowerBound }
    guard !rates.isEmpty else { return [] }
    let rows = rates.prefix(200).map { rate in
      HTML(
        "tr", [:],
        [HTML("th", ["scope": "row"], [HTML("code", [:], [HTML(rate.check)])])]
          + [rate.testCase, rate.share, rate.verdict.word].map { HTML("td", [:], [HTML($0)]) })
    }
    let rule = record.rateRule
    return [
      HTML("p", ["class": "note"], [HTML(rule.words)]),
      HTML(
        "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": "Rates"],
        [
          HTML(
            "table", ["class": "rates"],
            [
              HTML(
                "caption", [:],
                ["Success rates of the model (open: too few trials to decide)"]),
              HTML(
                "thead", [:],
                [
                  HTML(
                    "tr", [:],
                    ["check", "case", "rate", "verdict"].map {
                      HTML("th", ["scope": "col"], [HTML($0)])
                    })
                ]), HTML("tbody", [:], rows),
            ])
        ]),
    ]
  }

  /// Properties of the endpoint, derived from good answers.
  var likeness: [HTML] {
    // Without an answer, nothing is known about the endpoint.
    let lines = record.problem == nil ? record.identity.likeness : []
    return lines.isEmpty ? [] : [list(lines.map { ($0.name, prose($0.value)) })]
  }

  /// The traits and measurements that identify the endpoint.
  var traits: [HTML] {
    let identity = record.identity
    guard !identity.traits.isEmpty else { return [] }
    let rows =
      identity.traits.map { trait in
        (trait.name, trait.values.prefix(8).map(\.value).joined(separator: ", "))
      } + identity.measures.map { ("\($0.name), median", $0.text) }
    return [
      HTML(
        "dl", ["class": "facts"],
        rows.map { name, value in
          HTML("div", [:], [HTML("dt", [:], [HTML(name)]), HTML("dd", [:], [HTML(value)])])
        })
    ]
  }
}
