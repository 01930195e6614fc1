internal import Harness
internal import Transcripts

extension TextReport {
  /// A line for each step that people know by number, and one for each other suite.
  var overview: String {
    var lines: [(key: String, label: String, cases: [Case])] = []
    for one in record.cases {
      let key = one.step == nil ? one.suite : one.module
      if let at = lines.firstIndex(where: { $0.key == key }) {
        lines[at].cases.append(one)
      } else {
        lines.append((key, label(of: one), [one]))
      }
    }
    let width = lines.map(\.label.count).max() ?? 0
    return lines.map { line in
      let modes = line.cases.map { one -> (Case, State) in
        (one, state(of: record.results.filter { $0.concerns(one) }))
      }
      let worst = modes.map { $0.1 }.max() ?? .untouched
      let padding = String(repeating: " ", count: width - line.label.count)
      let room = style.width - width - 6
      let remark = remarks(modes).first { $0.count <= room } ?? ""
      return "  \(mark(worst)) \(line.label)"
        + (remark.isEmpty ? "" : "\(padding)  \(style.coloured(remark, .grey))")
    }.joined(separator: "\n")
  }

  /// What a line is called: a step by its number and title, a suite of one case by that case.
  private func label(of one: Case) -> String {
    let isAlone = !record.cases.contains { $0.suite == one.suite && $0.module != one.module }
    let label =
      one.step.map { "\($0)  \(one.title)" } ?? (isAlone ? "\(one.suite)  \(one.title)" : one.suite)
    return label.printable.cut(to: style.width - 6)
  }

  /// What there is to say of a line, the fullest first.
  private func remarks(_ modes: [(Case, State)]) -> [String] {
    let worst = modes.map { $0.1 }.max() ?? .untouched
    let isOneCase = Set(modes.map(\.0.module)).count == 1
    guard isOneCase else {
      let bad = modes.count { $0.1 >= .undecided }
      return [bad == 0 ? "\(modes.count) cases" : "\(bad) of \(modes.count) cases: \(worst.word)"]
    }
    let names = modes.map { $0.0.streamed ? "streamed" : "plain" }
    guard worst > .passed else { return [modes.count > 1 ? names.joined(separator: " and ") : ""] }
    let short =
      modes.count == 1
      ? worst.word
      : modes.allSatisfy { $0.1 == worst }
        ? "\(worst.word) \(names.joined(separator: " and "))"
        : zip(names, modes).filter { $0.1.1 > .passed }.map { "\($0.1.1.word) \($0.0)" }
          .joined(separator: ", ")
    guard worst == .failed else { return [short] }
    let checks = culprits(modes.map(\.0))
    return stride(from: min(2, checks.count), to: 0, by: -1).map { count in
      let rest = checks.count > count ? " and \(checks.count - count) more" : ""
      return "\(short): \(checks.prefix(count).joined(separator: ", "))\(rest)"
    } + [short]
  }

  /// The checks that failed in some cases.
  private func culprits(_ cases: [Case]) -> [String] {
    record.results.filter { result in
      !result.findings.isEmpty && record.counts(result)
        && cases.contains(where: result.concerns)
    }.map(\.check).uniqued()
  }

  /// How a group of results stands, the graver the greater.
  private enum State: Int, Comparable {
    case untouched, passed, advised, undecided, failed

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    var word: String {
      switch self {
      case .untouched: "nothing to judge"
      case .passed: "passed"
      case .advised: "advice"
      case .undecided: "not judged"
      case .failed: "failed"
      }
    }
  }

  private func state(of results: [CheckResult]) -> State {
    results.map { result in
      switch result.verdict {
      case .pass: .passed
      case .notApplicable: .untouched
      case .inconclusive: .undecided
      case .fail: record.counts(result) ? .failed : .advised
      }
    }.max() ?? .untouched
  }

  private func mark(_ state: State) -> String {
    switch state {
    case .passed: style.coloured(style.isUnicode ? "✓" : "ok", .green)
    case .failed: style.coloured(style.isUnicode ? "✗" : "no", .red)
    case .undecided: style.coloured(style.isUnicode ? "?" : "??", .yellow)
    case .advised: style.coloured(style.isUnicode ? "!" : "! ", .yellow)
    case .untouched: style.coloured(style.isUnicode ? "-" : "- ", .grey)
    }
  }

  var everything: String {
    record.cases.map { one in
      let lines = record.results.filter {
        $0.concerns(one) && $0.verdict.word != "not-applicable"
      }
      .map { result in
        "  \(mark(state(of: [result]))) \(result.step.map { "step \($0)" } ?? "in all")  \(result.check.printable)"
          + (result.reason.map { ": \($0.printable)" } ?? "")
      }
      return ([style.bold(one.id)] + lines).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }
}

extension CheckResult {
  /// Whether it is about a case: about one of its steps, or about all its modes together.
  fileprivate func concerns(_ one: Case) -> Bool {
    step == nil ? testCase == one.module : testCase == one.id
  }
}
