internal import Harness
internal import Transcripts

/// A line of the overview: a numbered step, or a suite.
struct Chapter {
  /// The number and title of a step; the name of a suite, with its title if it has one case.
  let label: String
  /// The cases and their status.
  let cases: [(one: Case, standing: Standing)]
  /// The checks that failed in it and count.
  let culprits: [String]

  /// The worst status of its cases.
  var standing: Standing { cases.map(\.standing).max() ?? .untouched }

  /// The remarks, the longest first.
  var remarks: [String] {
    let isOneCase = Set(cases.map(\.one.module)).count == 1
    guard isOneCase else {
      let bad = [Standing.failed, .undecided, .flaky, .known, .advised].map { standing in
        (count: cases.count { $0.standing == standing }, word: standing.word)
      }.filter { $0.count > 0 }
      guard let worst = bad.first else { return ["\(cases.count) cases"] }
      return [
        "\(worst.count) of \(cases.count) cases \(worst.word)"
          + bad.dropFirst().map { ", \($0.count) \($0.word)" }.joined()
      ]
    }
    let names = cases.map { $0.one.streamed ? "streamed" : "plain" }
    guard standing > .passed else {
      return [cases.count > 1 ? names.joined(separator: " and ") : ""]
    }
    let short =
      cases.count == 1
      ? standing.word
      : cases.allSatisfy { $0.standing == standing }
        ? "\(standing.word) \(names.joined(separator: " and "))"
        : zip(names, cases).filter { $0.1.standing > .passed }
          .map { "\($0.1.standing.word) \($0.0)" }.joined(separator: ", ")
    guard standing == .failed else { return [short] }
    return stride(from: min(2, culprits.count), to: 0, by: -1).map { count in
      let rest = culprits.count > count ? " and \(culprits.count - count) more" : ""
      return "\(short): \(culprits.prefix(count).joined(separator: ", "))\(rest)"
    } + [short]
  }
}

extension RunRecord {
  /// A section for each numbered step, and for each other suite.
  var chapters: [Chapter] {
    let results = Dictionary(grouping: results) { $0.testCase ?? "" }
    var keys: [String: [Case]] = [:]
    for one in cases { keys[one.chapter, default: []].append(one) }
    return cases.map(\.chapter).uniqued().map { key in
      let cases = keys[key] ?? []
      let about = cases.map { one in
        (one, (results[one.id] ?? []) + (one.id == one.module ? [] : results[one.module] ?? []))
      }
      .map { one, results in (one, results.filter { $0.concerns(one) }) }
      return Chapter(
        label: label(of: cases[0]),
        cases: about.map { ($0, standing(of: $1)) },
        culprits: about.flatMap(\.1).map { explanation(of: $0) ?? $0 }
          .filter { !$0.findings.isEmpty && counts($0) }.map(\.check).uniqued())
    }
  }

  private func label(of one: Case) -> String {
    let isAlone = !cases.contains { $0.suite == one.suite && $0.module != one.module }
    return one.step.map { "\($0)  \(one.title)" }
      ?? (isAlone ? "\(one.suite)  \(one.title)" : one.suite)
  }
}

extension Case {
  fileprivate var chapter: String { step == nil ? suite : module }
}

extension CheckResult {
  /// Whether the result belongs to a case: to one of its steps, or to all of its modes together.
  func concerns(_ one: Case) -> Bool {
    step == nil ? testCase == one.module : testCase == one.id
  }
}
