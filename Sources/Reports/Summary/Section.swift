internal import Harness
internal import JSONText
internal import Transcripts

/// A line of the overview: a numbered step, or a suite.
struct Section {
  /// The number and title of a step; the name of a suite, with its title if it has one case.
  let label: String
  /// The cases and their status.
  let cases: [(testCase: Case, status: CaseStatus)]
  /// The checks that failed in it and count.
  let culprits: [String]

  /// The worst status of its cases.
  var status: CaseStatus { cases.map(\.status).max() ?? .untouched }

  /// The remarks, the longest first.
  var remarks: [String] {
    let isOneCase = Set(cases.map(\.testCase.module)).count == 1
    guard isOneCase else {
      let bad = [CaseStatus.failed, .undecided, .flaky, .known, .advised].map { status in
        (count: cases.count { $0.status == status }, word: status.word)
      }.filter { $0.count > 0 }
      guard let worst = bad.first else { return ["\(cases.count) cases"] }
      return [
        "\(worst.count) of \(cases.count) cases \(worst.word)"
          + bad.dropFirst().map { ", \($0.count) \($0.word)" }.joined()
      ]
    }
    // The cases are the modes of one case.
    let names = cases.map { $0.testCase.streamed ? "streamed" : "plain" }
    guard status > .passed else {
      return [cases.count > 1 ? names.joined(separator: " and ") : ""]
    }
    let summary =
      cases.count == 1
      ? status.word
      : cases.allSatisfy { $0.status == status }
        ? "\(status.word) (\(names.joined(separator: " and ")))"
        : zip(names, cases).filter { $0.1.status > .passed }
          .map { "\($0.1.status.word) (\($0.0))" }.joined(separator: ", ")
    guard status == .failed else { return [summary] }
    // Several lengths, from which a terminal takes the longest that fits.
    return stride(from: min(2, culprits.count), to: 0, by: -1).map { count in
      let rest = culprits.count > count ? " and \(culprits.count - count) more" : ""
      return "\(summary): \(culprits.prefix(count).joined(separator: ", "))\(rest)"
    } + [summary]
  }
}

extension RunRecord {
  /// A section for each numbered step, and for each other suite.
  var sections: [Section] {
    // By index, because copies of many results are slow.
    let places = Dictionary(grouping: results.indices) { results[$0].testCase ?? "" }
    let cases = Dictionary(grouping: setup.cases, by: \.sectionKey)
    return setup.cases.map(\.sectionKey).uniqued().map { key in
      // The results of a case include those over all of its modes.
      let about = (cases[key] ?? []).map { testCase in
        let own = [testCase.id, testCase.module].uniqued().flatMap { places[$0] ?? [] }
        return (testCase: testCase, places: own.filter { results[$0].concerns(testCase) })
      }
      let failures = about.flatMap(\.places).filter { results[$0].isFailure }
      return Section(
        label: label(of: about[0].testCase),
        cases: about.map { testCase, places in
          (testCase, places.map { status(of: results[$0]) }.max() ?? .untouched)
        },
        culprits: failures.map { explanation(of: results[$0]) ?? results[$0] }
          .filter { !$0.findings.isEmpty && affectsOutcome($0) }.map(\.check).uniqued())
    }
  }

  private func label(of testCase: Case) -> String {
    // If a suite has only one case, the title of the case is shown as well.
    let isAlone = !setup.cases.contains {
      $0.suite == testCase.suite && $0.module != testCase.module
    }
    return testCase.step.map { "\($0)  \(testCase.title)" }
      ?? (isAlone ? "\(testCase.suite)  \(testCase.title)" : testCase.suite)
  }
}

extension Case {
  /// Steps have separate sections; other cases share one per suite.
  fileprivate var sectionKey: String { step == nil ? suite : module }
}

extension CheckResult {
  /// Whether the result belongs to a case: to one of its steps, or to all of its modes together.
  func concerns(_ testCase: Case) -> Bool {
    step == nil ? self.testCase == testCase.module : self.testCase == testCase.id
  }

  /// Whether the check failed, even if another finding explains it.
  var isFailure: Bool { !findings.isEmpty || explainedBy != nil }
}
