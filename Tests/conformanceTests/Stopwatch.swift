import Harness

@testable import JQ

/// Measures the processor time of checks.
final class Stopwatch: Sendable {
  /// The checks that can be measured.
  let checks: [String]
  private let programs: [(checks: [String], source: String)]
  private let worker = Worker(
    executable: LawHarness.workerExecutable, libraries: [LawHarness.suites], start: .timing)

  /// For the checks over an exchange.
  static let shared = Task {
    try await Stopwatch(
      for: LawHarness.shared.value.catalogue.checks.filter { $0.over == .exchange })
  }

  /// Groups some checks.
  init(for checks: [Check]) {
    let checks = checks.map(\.id)
    self.checks = checks
    programs = stride(from: 0, to: checks.count, by: 24).map { start in
      let group = Array(checks[start..<min(start + 24, checks.count)])
      return (group, Self.source(for: group))
    }
  }

  /// The seconds that each of some checks takes.
  func seconds(of selected: [String], on document: String) async throws -> [String: Double] {
    let selected = Set(selected)
    var seconds: [String: Double] = [:]
    for (checks, source) in programs where !selected.isDisjoint(with: checks) {
      let slots = checks.map { selected.contains($0) ? "true" : "false" }.joined(separator: ",")
      let evaluation = await worker.evaluate(
        source, on: #"{"slots":[\#(slots)],"document":\#(document)}"#, within: 300)
      // Each output follows its time.
      let times = stride(from: 0, to: evaluation.outputs.count, by: 2)
        .compactMap { Double(evaluation.outputs[$0]) }
      guard evaluation.ending == .complete, times.count == checks.count else {
        throw NotJudged(checks: checks, words: evaluation.ending.words)
      }
      for (check, time) in zip(checks, times) where selected.contains(check) {
        seconds[check] = time / 1e9
      }
    }
    return seconds
  }

  /// Some checks had no output.
  private struct NotJudged: Error {
    let checks: [String]
    let words: String
  }

  /// A program with an output for each check.
  private static func source(for checks: [String]) -> String {
    let imports = checks.enumerated().map { "import \"checks/\($1)\" as c\($0);" }
    let calls = checks.indices.map {
      "if .slots[\($0)] then .document | judged(c\($0)::applies; c\($0)::check) else null end"
    }
    return """
      \(imports.joined(separator: "\n"))
      def judged(applies; check):
        try (if [applies] == [true] then [limit(100; check)] else null end) catch null;
      \(calls.joined(separator: ", "))
      """
  }
}
