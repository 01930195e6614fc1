internal import JSONText
internal import Harness
internal import Transcripts

/// A run as one page without network access and scripts: the verdict first, then the failures and
/// their fixes, then the evidence.
func htmlReport(_ run: StoredRun) -> String {
  HTMLReport(run: run).page.document
}

/// The structure of the page; the content of its sections is in extensions.
struct HTMLReport {
  let run: StoredRun
  /// The causes with the anchors of their blocks.
  let causes: [(anchor: String, cause: Cause)]
  /// The stored exchanges.
  let exchanges: [StoredExchange]

  var record: RunRecord { run.record }

  init(run: StoredRun) {
    self.run = run
    causes = run.record.causes.enumerated().map { ("cause-\($0 + 1)", $1) }
    exchanges = run.exchanges
  }

  /// The page; its policy prevents scripts and all requests.
  var page: HTML {
    HTML(
      "html", ["lang": "en"],
      [
        HTML(
          "head", [:],
          [
            HTML("meta", ["charset": "utf-8"]),
            HTML(
              "meta",
              [
                "http-equiv": "Content-Security-Policy",
                "content": "default-src 'none'; style-src 'unsafe-inline'",
              ]),
            HTML(
              "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
            HTML("meta", ["name": "color-scheme", "content": "light dark"]),
            HTML("title", [:], ["\(record.verdict): \(record.model ?? record.endpoint)"]),
            HTML("style", [:], [HTML(style: styleSheet)]),
          ]),
        HTML(
          "body", [:], [skip, header, navigation, HTML("main", ["id": "main"], sections), footer]),
      ])
  }

  /// A link for the keyboard that skips the navigation.
  private var skip: HTML {
    HTML("a", ["class": "skip", "href": "#main"], ["Skip to the findings"])
  }

  private var header: HTML {
    HTML(
      "header", ["class": "verdict \(record.outcome.rawValue)"],
      [
        HTML("p", ["class": "product"], ["conformance"]),
        HTML(
          "h1", [:],
          [
            HTML("span", ["class": "sign", "aria-hidden": "true"], [HTML(record.outcome.sign)]),
            HTML(record.verdict),
          ]),
        HTML("p", ["class": "tally"], [HTML(record.tally)]),
        lead, facts,
      ])
  }

  /// The opening paragraph, with links to the causes.
  private var lead: HTML {
    guard let lead = record.lead else { return HTML([]) }
    let items = lead.first.enumerated().map { number, cause in
      HTML(
        "li", [:],
        [
          HTML("a", ["href": "#\(causes[number].anchor)"], [HTML(cause.check.id)]), HTML(": "),
        ] + prose(cause.example.finding.message.cut(to: 120)))
    }
    return HTML(
      "div", ["class": "opening"],
      [
        HTML(
          "p", [:],
          [
            HTML(
              items.isEmpty ? lead.verdictWithFailure : "\(lead.verdictWithFailure) \(lead.label)")
          ]),
        items.isEmpty ? HTML([]) : HTML("ol", [:], items),
        lead.works.isEmpty ? HTML([]) : HTML("p", [:], [HTML("Works: \(lead.works).")]),
      ])
  }

  private var facts: HTML {
    let started = record.started.replacing("T", with: " ").replacing("Z", with: " UTC")
    let rows: [(String, String)] = [
      ("Endpoint", record.endpoint), ("Model", record.model ?? "none found"),
      ("Fingerprint", fingerprints),
      ("Profile", record.scope),
      ("Started", started), ("Cost", record.cost),
      ("Harness", "conformance \(record.harness["version"]?.string ?? "")"),
      ("Kept in", run.folder ?? ""),
    ]
    return HTML(
      "dl", ["class": "facts"],
      rows.filter { !$0.1.isEmpty }.map { name, value in
        HTML("div", [:], [HTML("dt", [:], [HTML(name)]), HTML("dd", [:], [HTML(value)])])
      })
  }

  private var fingerprints: String {
    let more = record.fingerprints.count - 3
    return record.fingerprints.isEmpty
      ? "none sent"
      : record.fingerprints.prefix(3).joined(separator: ", ")
        + (more > 0 ? " and \(more) more" : "")
  }

  /// The sections with content and their titles.
  private var parts: [(id: String, title: String, content: [HTML])] {
    let findings = ("findings", "Failures", causes.map { article($0.anchor, $0.cause) })
    let gate = [
      ("stale", "Stale known failures", stale),
      ("drift", "Drift", drift),
    ]
    // What decides the outcome is first.
    let hasFailures = causes.contains { $0.cause.severity == .failed }
    let parts: [(id: String, title: String, content: [HTML])] = [
      ("problem", "Why the endpoint could not be judged", problem),
      ("steps", "Steps", steps),
    ]
    let undecided = ("not-judged", "Not judged", undecidedReasons)
    let likeness = ("likeness", "About this endpoint", likeness)
    let rest: [(id: String, title: String, content: [HTML])] = [
      ("rates", "Success rates of the model", rates),
      ("time", "Timeline", strip),
      ("matrix", "All checks", matrix),
      ("identity", "Identity", traits),
    ]
    let decisive =
      hasFailures
      ? [findings] + gate + [undecided, likeness] : gate + [findings, undecided, likeness]
    return (parts + decisive + rest)
      .filter { !$0.content.isEmpty }
  }

  private var sections: [HTML] {
    parts.map { id, title, content in
      HTML(
        "section", ["id": id, "aria-labelledby": "\(id)-title"],
        [HTML("h2", ["id": "\(id)-title"], [HTML(title)])] + content)
    }
  }

  private var navigation: HTML {
    HTML(
      "nav", ["aria-label": "Sections"],
      parts.map { HTML("a", ["href": "#\($0.id)"], [HTML($0.title)]) })
  }

  private var footer: HTML {
    HTML(
      "footer", [:],
      [
        HTML(
          "p", [:],
          [
            """
            must: agents break without it. should: worth fixing. may: worth knowing. protocol: \
            caused by the server. model: caused by the model. transport: caused by the connection.
            """
          ])
      ])
  }

  private var problem: [HTML] {
    guard let problem = record.problem else { return [] }
    return [
      HTML("p", ["class": "lead"], [HTML(problem.what)]),
      problem.saw.isEmpty ? HTML([]) : code(problem.saw),
      HTML("ul", [:], problem.remedy.map { HTML("li", [:], prose($0)) }),
    ]
  }

  /// A sentence with code between backticks.
  func prose(_ text: String) -> [HTML] {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return [HTML(text)] }
    return parts.enumerated().map { number, part in
      number % 2 == 1 ? HTML("code", [:], [HTML(String(part))]) : HTML(String(part))
    }
  }

  /// A block of unchanged text, truncated if it is long.
  func code(_ text: String, limit: Int = 6000) -> HTML {
    let shown =
      text.utf8.count > limit ? String(decoding: text.utf8.prefix(limit), as: UTF8.self) : text
    let rest = text.utf8.count - shown.utf8.count
    return HTML([
      HTML("pre", ["tabindex": "0"], [HTML("code", [:], [HTML(lines: shown)])]),
      rest > 0
        ? HTML("p", ["class": "note"], ["\(rest) more bytes: see the folder of the run."])
        : HTML([]),
    ])
  }
}
