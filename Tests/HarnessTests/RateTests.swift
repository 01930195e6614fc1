import JSONText
import Testing
import Transcripts

@testable import Harness

@Suite("A rate counts the trials that were judged, and says what the others leave open")
struct RateTests {
  /// A record of one case whose trials came to some verdicts of a model's check, a word for each step.
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

  @Test("a trial with a step that was not judged is no success")
  func unjudged() throws {
    let trials = [
      ["pass", "fail"], ["pass", "pass"], ["pass", "?"], ["-", "pass"], ["-", "-"],
    ]
    let rate = try #require(try record(trials).allRates.first)
    #expect([rate.successes, rate.trials, rate.unjudged, rate.unneeded] == [2, 3, 1, 1])
  }

  @Test("what was not judged because of what is known takes nothing from the rest of its trial")
  func known() throws {
    var record = try record(
      Array(repeating: ["pass", "?"], count: 28) + Array(repeating: ["fail", "?"], count: 2))
    for index in record.results.indices where record.results[index].trial ?? 0 <= 28 {
      if record.results[index].reason != nil { record.results[index].known = .init("it is known") }
    }
    let rate = try #require(record.allRates.first)
    #expect([rate.successes, rate.trials, rate.unjudged] == [28, 30, 0])
    // Nor is the rest of those that failed missed, most being as judged as they get.
    #expect(rate.verdict == .pass && record.outcome == .conformant)
  }

  @Test("what most trials came to makes up for one that was not judged; one of many does not")
  func madeUp() throws {
    let mostly = try record([["?"]] + Array(repeating: ["pass"], count: 3))
    #expect(mostly.isSuperseded(mostly.results[0]) && mostly.outcome == .conformant)
    let hardly = try record([["pass"]] + Array(repeating: ["?"], count: 3))
    #expect(!hardly.isSuperseded(hardly.results[1]) && hardly.outcome == .undecided)
    let together = try record([["?"]] + Array(repeating: ["pass"], count: 3), together: true)
    #expect(!together.isSuperseded(together.results[0]) && together.outcome == .undecided)
  }

  @Test("a skill that answers did not come to is still called for; one that none needed is not")
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
