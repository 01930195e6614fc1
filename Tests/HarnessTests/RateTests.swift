import JSONText
import Testing
import Transcripts

@testable import Harness

@Suite("A rate counts the judged trials and those that were not judged")
struct RateTests {
  /// A record of one case with a verdict of a model check for each step of each trial.
  private func record(_ trials: [[String]], together: Bool = false, measuresAll: Bool = false)
    throws -> RunRecord
  {
    var record = try GateRecords.record(["model/a s/one pass"])
    let model = record.results[0]
    record.results = []
    for (number, words) in trials.enumerated() {
      for (step, word) in words.enumerated() {
        var result = model
        (result.trial, result.step) = (number + 1, step + 1)
        result.verdict =
          switch word {
          case "pass": .pass
          case "fail": .fail([Finding("wrong")].compactMap(\.self))
          case "-": .notApplicable(Reason(.doesNotApply, "for a reason"))
          default: .inconclusive(Reason(.undecided, "for a reason"))
          }
        record.results.append(result)
      }
    }
    record.cases[0].together = together
    record.tried["s/one"] = trials.count
    record.rateRule.measuresAll = measuresAll
    return record
  }

  @Test("a trial with an undecided step is not a success")
  func unjudged() throws {
    let trials = [
      ["pass", "fail"], ["pass", "pass"], ["pass", "?"], ["-", "pass"], ["-", "-"],
    ]
    let rate = try #require(try record(trials).allRates.first)
    #expect([rate.successes, rate.trials, rate.unjudged, rate.unneeded] == [2, 3, 1, 1])
  }

  @Test("a step that is undecided for a known reason does not affect the other steps of its trial")
  func known() throws {
    var record = try record(
      Array(repeating: ["pass", "?"], count: 28) + Array(repeating: ["fail", "?"], count: 2))
    for index in record.results.indices where record.results[index].trial ?? 0 <= 28 {
      if record.results[index].reason != nil { record.results[index].known = .init("it is known") }
    }
    let rate = try #require(record.allRates.first)
    #expect([rate.successes, rate.trials, rate.unjudged] == [28, 30, 0])
    // The undecided steps of the failed trials are not missed: most trials are judged.
    #expect(rate.verdict == .pass && record.outcome == .conformant)
  }

  @Test("an undecided trial is superseded if most trials are judged")
  func superseded() throws {
    let mostly = try record([["?"]] + Array(repeating: ["pass"], count: 3))
    #expect(mostly.isSuperseded(mostly.results[0]) && mostly.outcome == .conformant)
    let rarely = try record([["pass"]] + Array(repeating: ["?"], count: 3))
    #expect(!rarely.isSuperseded(rarely.results[1]) && rarely.outcome == .undecided)
    let together = try record([["?"]] + Array(repeating: ["pass"], count: 3), together: true)
    #expect(!together.isSuperseded(together.results[0]) && together.outcome == .undecided)
  }

  @Test("a skill with undecided trials needs more trials; a skill that does not apply does not")
  func calledFor() throws {
    let open = try record(
      [["pass"]] + Array(repeating: ["?"], count: 5), measuresAll: true)
    #expect(try #require(open.allRates.first).isCalledFor)
    #expect(open.setup.needsAnotherTrial(after: open.results))
    let unneeded = try record(
      [["pass"]] + Array(repeating: ["-"], count: 5), measuresAll: true)
    #expect(try !#require(unneeded.allRates.first).isCalledFor)
    #expect(!unneeded.setup.needsAnotherTrial(after: unneeded.results))
  }
}
