import Glibc
import Harness

@testable import JQ

/// Measures the processor time of checks, in this process: libjq's own clock counts the time of other processes too.
final class Stopwatch: @unchecked Sendable {
  /// The checks that can be measured.
  let checks: [String]
  private let programs: [(checks: [String], program: Program)]

  /// For the checks over an exchange.
  static let shared = Task {
    try await Stopwatch(
      for: LawHarness.shared.value.catalogue.checks.filter { $0.over == .exchange })
  }

  /// Compiles some checks.
  init(for checks: [Check]) throws {
    let checks = checks.map(\.id)
    self.checks = checks
    programs = try stride(from: 0, to: checks.count, by: 24).map { start in
      let group = Array(checks[start..<min(start + 24, checks.count)])
      return (group, try Program(Self.source(for: group), libraries: [LawHarness.suites]))
    }
  }

  /// The seconds that each of some checks takes.
  func seconds(of selected: [String], on document: String) throws -> [String: Double] {
    let selected = Set(selected)
    var seconds: [String: Double] = [:]
    for (checks, program) in programs where !selected.isDisjoint(with: checks) {
      let slots = checks.map { selected.contains($0) ? "true" : "false" }.joined(separator: ",")
      let input = try Input(Array(#"{"slots":[\#(slots)],"document":\#(document)}"#.utf8)[...])
      var left = checks[...]
      var start = threadSeconds()
      let outcome = program.run(on: input) { _ in
        let now = threadSeconds()
        if let check = left.popFirst(), selected.contains(check) { seconds[check] = now - start }
        start = threadSeconds()
      }
      guard case .complete = outcome, left.isEmpty else { throw NotJudged(checks: Array(left)) }
    }
    return seconds
  }

  /// Some checks had no output.
  private struct NotJudged: Error {
    let checks: [String]
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

private func threadSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
