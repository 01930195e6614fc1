import Harness
import JSONText
import Testing
import Transcripts

@Suite("The time for judging is proportional to the answer", .serialized)
struct GrowthTests {
  @Test("whatever occurs often in it", arguments: GrowingExchange.allCases)
  func isLinear(_ dimension: GrowingExchange) async throws {
    let stopwatch = try await Stopwatch.shared.value
    let few = dimension.transcript(100).json.text
    let many = dimension.transcript(1000).json.text
    var suspects = stopwatch.checks
    var before: [String: Double] = [:]
    var after: [String: Double] = [:]
    // Other processes disturb the times a little, so those that seem too long are measured again.
    for _ in 0..<4 where !suspects.isEmpty {
      before.merge(try await stopwatch.seconds(of: suspects, on: few), uniquingKeysWith: min)
      after.merge(try await stopwatch.seconds(of: suspects, on: many), uniquingKeysWith: min)
      // Quadratic time is a hundred times longer. Short times contain a constant part.
      suspects = suspects.filter { (after[$0] ?? 0) > 25 * max(before[$0] ?? 0, 0.001) }
    }
    for check in suspects {
      Issue.record(
        """
        \(check) takes \(before[check] ?? 0) s for 100 \(dimension), and \(after[check] ?? 0) s \
        for ten times as many
        """)
    }
  }

  @Test("and an event takes at most 30 µs in all checks")
  func events() async throws {
    let stopwatch = try await Stopwatch.shared.value
    let documents = [1000, 5000].map { GrowingExchange.events.transcript($0).json.text }
    var best = Double.infinity
    for _ in 0..<5 where best > 30e-6 {
      var times: [Double] = []
      for document in documents {
        let seconds = try await stopwatch.seconds(of: stopwatch.checks, on: document)
        times.append(seconds.values.reduce(0, +))
      }
      best = min(best, (times[1] - times[0]) / 4000)
    }
    #expect(best < 30e-6)
  }

  @Test("and to the number of transcripts, for checks over many of them")
  func isLinearInTranscripts() async throws {
    let checks = try await LawHarness.shared.value.catalogue.checks.filter { $0.over != .exchange }
    let stopwatch = Stopwatch(for: checks)
    for check in checks {
      for (number, example) in [check.passes.last, check.fails.last].compactMap(\.self).enumerated()
      {
        var least = [Double.infinity, Double.infinity]
        for _ in 0..<4 where least[1] > 25 * max(least[0], 0.001) || least[1] == .infinity {
          for (size, count) in [50, 500].enumerated() {
            let document = Self.document(repeating: example["transcripts"]?.array ?? [], count)
            let seconds = try await stopwatch.seconds(of: [check.id], on: document)[check.id]
            least[size] = min(least[size], seconds ?? .infinity)
          }
        }
        #expect(
          least[1] <= 25 * max(least[0], 0.001),
          "\(check.id), \(number == 0 ? "passing" : "failing"): \(least) s")
      }
    }
  }

  /// A document with these transcripts again and again.
  private static func document(repeating transcripts: [JSON], _ count: Int) -> String {
    let all = (0..<count).compactMap {
      transcripts.isEmpty ? nil : transcripts[$0 % transcripts.count]
    }
    return JSON.object([JSON.Member("transcripts", .array(all))]).text
  }
}
