import Foundation
import Harness
import JQ
import JSONText
import Testing
import Transcripts

@Suite("The time for judging is proportional to the answer", .serialized)
struct GrowthTests {
  /// Seconds by the id of the check.
  private typealias Times = [String: Double]

  /// The factor between the two sizes of an answer.
  private static let growth = 10.0

  private let worker = Worker(
    executable: LawHarness.executable, libraries: [LawHarness.suites])

  @Test("whatever occurs often in it", arguments: GrowingExchange.allCases)
  func isLinear(_ dimension: GrowingExchange) async throws {
    let checks = try await LawHarness.shared.value.catalogue.checks
      .filter { $0.over == .exchange }
    let few = dimension.transcript(100).json.text
    let many = dimension.transcript(100 * Int(Self.growth)).json.text
    var suspects = checks
    var (before, after) = (Times(), Times())
    // Other processes disturb the times, so those that seem too long are measured again.
    for _ in 0..<4 where !suspects.isEmpty {
      before.merge(try await times(of: suspects, among: checks, on: few), uniquingKeysWith: min)
      after.merge(try await times(of: suspects, among: checks, on: many), uniquingKeysWith: min)
      suspects = suspects.filter { check in
        let expected = max(before[check.id] ?? 0, 0.0015) * Self.growth
        // Quadratic time is a hundred times longer.
        return (after[check.id] ?? .infinity) > 2.5 * expected
      }
    }
    for check in suspects {
      Issue.record(
        """
        \(check.id) takes \(before[check.id] ?? 0) s for 100 \(dimension), and \
        \(after[check.id] ?? .infinity) s for ten times as many
        """)
    }
  }

  @Test("and an event takes at most 50 µs in all checks")
  func events() async throws {
    let checks = try await LawHarness.shared.value.catalogue.checks
      .filter { $0.over == .exchange }
    let documents = [1000, 5000].map { GrowingExchange.events.transcript($0).json.text }
    var best = Double.infinity
    for _ in 0..<5 where best > 50e-6 {
      let few = try await times(of: checks, among: checks, on: documents[0]).values.reduce(0, +)
      let many = try await times(of: checks, among: checks, on: documents[1]).values.reduce(0, +)
      best = min(best, (many - few) / 4000)
    }
    #expect(best < 50e-6)
  }

  /// The seconds that each check takes, by the clock of libjq. The programs are the same for all selections, because
  /// compiling takes longer than judging.
  private func times(of selected: [Check], among checks: [Check], on document: String) async throws
    -> Times
  {
    let ids = Set(selected.map(\.id))
    var times = Times()
    for start in stride(from: 0, to: checks.count, by: 24) {
      let group = Array(checks[start..<min(start + 24, checks.count)])
      guard group.contains(where: { ids.contains($0.id) }) else { continue }
      let slots = group.map { ids.contains($0.id) ? "true" : "false" }.joined(separator: ",")
      let evaluation = await worker.evaluate(
        Self.program(for: group), on: #"{"slots":[\#(slots)],"document":\#(document)}"#, within: 60)
      try #require(evaluation.ending == .complete)
      for (check, output) in zip(group, evaluation.outputs) {
        times[check.id] = Double(output)
      }
    }
    return times
  }

  /// A program that outputs the time of each check.
  private static func program(for checks: [Check]) -> String {
    let imports = checks.enumerated().map { "import \"checks/\($1.id)\" as c\($0);" }
    let calls = checks.indices.map {
      "if .slots[\($0)] then timed(c\($0)::applies; c\($0)::check) else 0 end"
    }
    return """
      \(imports.joined(separator: "\n"))
      def timed(applies; check):
        now as $start
        | ( .document
            | try (if [applies] == [true] then [limit(100; check)] else null end) catch null )
        | now - $start;
      \(calls.joined(separator: ", "))
      """
  }
}
