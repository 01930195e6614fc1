internal import Harness
internal import JSONText
internal import Transcripts

extension HTMLReport {
  /// The steps as cards, and the other suites in a list below.
  var steps: [HTML] {
    guard record.problem == nil else { return [] }
    let all = record.sections
    let steps = all.filter { $0.cases.first?.testCase.step != nil }
    let suites = all.filter { $0.cases.first?.testCase.step == nil }
    return [
      steps.isEmpty ? HTML([]) : HTML("ol", ["class": "steps"], steps.map { card($0) }),
      suites.isEmpty ? HTML([]) : HTML("ul", ["class": "suites"], suites.map { card($0) }),
    ]
  }

  /// A step or suite, with a link to the first cause of its failure.
  private func card(_ section: Section) -> HTML {
    let remark = section.remarks.first ?? ""
    let culprit = section.culprits.first.flatMap { id in causes.first { $0.cause.check.id == id } }
    let words = remark.isEmpty ? section.status.word : remark
    return HTML(
      "li", ["class": section.status.name],
      [
        mark(section.status), HTML("b", [:], [HTML(section.label.replacing("  ", with: ": "))]),
        culprit.map { HTML("a", ["href": "#\($0.anchor)"], [HTML(words)]) }
          ?? HTML("span", ["class": "muted"], [HTML(words)]),
      ])
  }

  /// A sign for a status, which screen readers read as a word.
  func mark(_ status: CaseStatus) -> HTML {
    HTML(
      "span", ["class": "mark \(status.name)", "role": "img", "aria-label": status.word],
      [HTML(status.sign)])
  }

  /// The reasons of undecided results, one block for each.
  var undecidedReasons: [HTML] {
    record.undecidedReasons.map { undecided in
      HTML(
        "article", ["class": "cause undecided"],
        [
          HTML("p", [:], prose(undecided.reason)),
          list([
            ("where", [HTML(undecided.place(limit: 8))]),
            ("checks", [HTML(undecided.checks.joined(separator: ", "))]),
          ]),
        ])
    }
  }

  /// A definition list without its empty values.
  func list(_ rows: [(name: String, value: [HTML])]) -> HTML {
    HTML(
      "dl", ["class": "rows"],
      rows.filter { !$0.value.isEmpty }.flatMap { name, value in
        [HTML("dt", [:], [HTML(name)]), HTML("dd", [:], value)]
      })
  }

  /// A table of every check in every suite.
  var matrix: [HTML] {
    let suites = record.cases.map(\.suite).uniqued()
    guard record.problem == nil, !suites.isEmpty else { return [] }
    // A result over all modes of a case has the id of its module.
    let homes = Dictionary(
      record.cases.flatMap { [($0.id, $0.suite), ($0.module, $0.suite)] }, uniquingKeysWith: { $1 })
    // The most severe status of each check in each suite.
    var cells: [[String]: CaseStatus] = [:]
    for result in record.results {
      let place = [result.check, result.testCase.flatMap { homes[$0] } ?? Self.wholeRun]
      cells[place] = max(cells[place] ?? .untouched, record.status(of: result))
    }
    let columns = suites + (cells.keys.contains { $0[1] == Self.wholeRun } ? [Self.wholeRun] : [])
    // The causes are sorted, so the first one of a check is the most severe.
    let anchors = Dictionary(
      causes.map { ($0.cause.check.id, $0.anchor) }, uniquingKeysWith: { first, _ in first })
    var topic = ""
    let rows = record.conclusions.flatMap { conclusion -> [HTML] in
      let row = HTML(
        "tr", [:],
        [
          HTML(
            "th", ["scope": "row", "title": conclusion.check.requirement],
            [mark(conclusion.status), HTML(conclusion.check.id)])
        ]
          + columns.map { column in
            cell(cells[[conclusion.check.id, column]], anchors[conclusion.check.id])
          })
      defer { topic = conclusion.topic }
      guard conclusion.topic != topic else { return [row] }
      let head = HTML(
        "tr", ["class": "topic"],
        [
          HTML(
            "th", ["scope": "rowgroup", "colspan": String(columns.count + 1)],
            [HTML(conclusion.topic)])
        ])
      return [head, row]
    }
    return [
      HTML("p", ["class": "legend"], legend),
      HTML(
        "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": "All checks"],
        [
          HTML(
            "table", ["class": "matrix"],
            [
              HTML("caption", [:], ["Status of each check in each suite"]),
              HTML(
                "thead", [:],
                [
                  HTML(
                    "tr", [:],
                    [HTML("th", ["scope": "col"], ["check"])]
                      + columns.map { HTML("th", ["scope": "col"], [HTML($0)]) })
                ]),
              HTML("tbody", [:], rows),
            ])
        ]),
    ]
  }

  /// The column of checks that judge the run.
  private static let wholeRun = "whole run"

  /// The signs of the table; two rare ones only if they occur.
  private var legend: [HTML] {
    let seen = Set(record.conclusions.map(\.status))
    return [CaseStatus.passed, .failed, .flaky, .known, .advised, .undecided, .untouched].filter {
      seen.contains($0) || $0 != .flaky && $0 != .known
    }.map { status in
      HTML("span", [:], [mark(status), HTML(" \(status.word)")])
    }
  }

  private func cell(_ status: CaseStatus?, _ anchor: String?) -> HTML {
    guard let status else { return HTML("td", [:], []) }
    if [.failed, .flaky, .known, .advised].contains(status), let anchor {
      return HTML("td", [:], [HTML("a", ["href": "#\(anchor)"], [mark(status)])])
    }
    return HTML("td", [:], [mark(status)])
  }
}

extension CaseStatus {
  /// The CSS class.
  var name: String {
    switch self {
    case .untouched: "untouched"
    case .passed: "passed"
    case .advised, .flaky: "advised"
    case .known: "untouched"
    case .undecided: "undecided"
    case .failed: "failed"
    }
  }
}
