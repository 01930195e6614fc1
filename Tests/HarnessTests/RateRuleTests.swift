import Support
import Testing
import JSONText
import Transcripts

@testable import Harness

@Suite("The rate of wrong verdicts stays within the stated error")
struct RateRuleTests {
  private static func rule(_ good: Double, _ bad: Double, _ error: Double, most: Int) -> RateRule {
    var rule = RateRule()
    (rule.good, rule.bad, rule.error, rule.maxTrials) = (good, bad, error, most)
    return rule
  }

  static let rules: [RateRule] = [0.02, 0.05, 0.1].flatMap { error in
    [1, 2, 3, 5, 8, 10, 13, 20, 21, 30, 37, 40, 60, 100].flatMap { most in
      [(0.95, 0.7), (0.99, 0.8), (0.9, 0.5), (0.98, 0.9)].map {
        rule($0.0, $0.1, error, most: most)
      }
    }
  }

  /// The exact probabilities of each verdict for a model that succeeds with some probability.
  private func verdicts(of rule: RateRule, at probability: Double) -> [Rate.Verdict: Double] {
    var open = [0: 1.0]
    var verdicts: [Rate.Verdict: Double] = [:]
    for trials in 1...rule.maxTrials {
      var next: [Int: Double] = [:]
      for (successes, share) in open {
        next[successes + 1, default: 0] += share * probability
        next[successes, default: 0] += share * (1 - probability)
      }
      open = [:]
      for (successes, share) in next {
        if let verdict = rule.decision(successes, of: trials) {
          verdicts[verdict, default: 0] += share
        } else {
          open[successes] = share
        }
      }
    }
    for (successes, share) in open {
      verdicts[rule.conclusion(successes, of: rule.maxTrials), default: 0] += share
    }
    return verdicts
  }

  @Test("exact error for all rates, errors and numbers of trials", arguments: rules)
  func exact(_ rule: RateRule) {
    for probability in [rule.good, (1 + rule.good) / 2, 1] {
      #expect(verdicts(of: rule, at: probability)[.fail, default: 0] <= rule.error + 1e-9)
    }
    for probability in [rule.bad, rule.bad / 2, 0] {
      #expect(verdicts(of: rule, at: probability)[.pass, default: 0] <= rule.error + 1e-9)
    }
  }

  @Test("several skills share the error", arguments: [2, 6, 250])
  func shared(_ skills: Int) {
    for most in [1, 5, 13, 30, 60] {
      var rule = RateRule()
      (rule.skills, rule.maxTrials) = (skills, most)
      #expect(
        verdicts(of: rule, at: rule.good)[.fail, default: 0] <= rule.error / Double(skills) + 1e-9)
      #expect(verdicts(of: rule, at: rule.bad)[.pass, default: 0] <= rule.error + 1e-9)
    }
  }

  @Test("the default number of trials distinguishes a good model from a bad model")
  func power() {
    let rule = RateRule()
    #expect(verdicts(of: rule, at: 0.99)[.pass, default: 0] > 0.98)
    #expect(verdicts(of: rule, at: 0.5)[.fail, default: 0] > 0.98)
    #expect(verdicts(of: rule, at: 1)[.pass] == 1)
    #expect(verdicts(of: rule, at: 0)[.fail] == 1)
  }

  /// The outcomes of many simulated runs, in which the model succeeds with a probability.
  private func outcomes(
    runs: Int, skill: Double, measuresAll: Bool, seed: UInt64, cases: Int = 1
  ) throws -> [RunRecord.Outcome: Int] {
    var dice = SeededGenerator(seed: seed)
    let base = try record(cases)
    var outcomes: [RunRecord.Outcome: Int] = [:]
    for _ in 0..<runs {
      var (setup, observed, all) = (base.setup, Observations(), [CheckResult]())
      observed.ending = base.ending
      setup.rateRule.measuresAll = measuresAll
      setup.rateRule.skills = cases
      for testCase in base.cases {
        var (number, results) = (0, [CheckResult]())
        repeat {
          number += 1
          let verdict =
            Double.random(in: 0..<1, using: &dice) < skill
            ? Verdict.pass : .fail([Finding(message: "no call")])
          results.append(
            CheckResult(setup.checks[0], of: testCase.id, step: 1, trial: number, verdict: verdict))
          observed.tried[testCase.id] = number
        } while number < setup.rateRule.maxTrials && setup.needsAnotherTrial(after: results)
        all += results
      }
      outcomes[RunRecord(setup, observed, results: all).outcome, default: 0] += 1
    }
    return outcomes
  }

  private func record(_ count: Int) throws -> RunRecord {
    let cases = (1...count).map { number in
      #"{"id":"s/\#(number)","module":"s/\#(number)","suite":"s","title":"T","expect":[{"status":200}]}"#
    }
    let json = """
      {"format":"conformance-run","version":1,"target":{"endpoint":"http://h/v1","model":"m"},
       "ending":"complete","results":[],"cases":[\(cases.joined(separator: ","))],
       "checks":[{"id":"t/c","level":"must","concerns":"model"}]}
      """
    return try #require(StrictJSON.decode(Array(json.utf8)).value.flatMap(RunRecord.init))
  }

  @Test(
    "false alarms in thousands of simulated runs, with all cases measured or only failed ones",
    arguments: [true, false])
  func falseAlarms(_ measuresAll: Bool) throws {
    for (seed, skill) in zip(UInt64(1)..., [0.95, 0.97, 0.99, 1]) {
      let runs = 4000
      let alarms =
        try outcomes(runs: runs, skill: skill, measuresAll: measuresAll, seed: seed)[
          .notConformant, default: 0]
      // Three standard errors above the stated 5 %.
      #expect(Double(alarms) / Double(runs) <= 0.05 + 3 * (0.05 * 0.95 / Double(runs)).squareRoot())
    }
  }

  @Test(
    "false alarms in thousands of simulated runs of seven cases",
    arguments: [true, false])
  func falseAlarmsTogether(_ measuresAll: Bool) throws {
    let runs = 2000
    let alarms = try outcomes(
      runs: runs, skill: 0.95, measuresAll: measuresAll, seed: 21, cases: 7)[
        .notConformant, default: 0]
    #expect(Double(alarms) / Double(runs) <= 0.05 + 3 * (0.05 * 0.95 / Double(runs)).squareRoot())
  }

  @Test("misses in thousands of simulated runs")
  func misses() throws {
    for (seed, skill) in zip(UInt64(11)..., [0.7, 0.6, 0.3, 0]) {
      let runs = 4000
      let missed =
        try outcomes(runs: runs, skill: skill, measuresAll: true, seed: seed)[
          .conformant, default: 0]
      #expect(Double(missed) / Double(runs) <= 0.05 + 3 * (0.05 * 0.95 / Double(runs)).squareRoot())
    }
  }

  @Test("later trials for other checks do not change a decided rate")
  func decidedFirst() throws {
    var record = try record(1)
    record.results = (1...24).map { trial in
      CheckResult(
        record.checks[0], of: "s/1", step: 1, trial: trial,
        verdict: trial <= 14 ? .pass : .fail([Finding(message: "no call")]))
    }
    let rate = try #require(record.allRates.first)
    #expect(rate.verdict == .pass)
    #expect((rate.successes, rate.trials) == (14, 24))
  }

  @Test("no number of trials below the minimum can pass")
  func fewest() {
    let rule = RateRule()
    #expect(rule.fewest == 13)
    for most in 1...20 {
      let best = rule.decision(most, of: most) ?? rule.conclusion(most, of: most)
      #expect((best == .pass) == (most >= rule.fewest))
    }
  }

  @Test(
    "the interval is Wilson's, with continuity correction",
    arguments: [
      (0, 10, 0.0, 0.345), (10, 10, 0.655, 1.0), (18, 20, 0.669, 0.982), (1, 2, 0.027, 0.973),
    ])
  func interval(_ successes: Int, _ trials: Int, _ low: Double, _ high: Double) {
    let interval = RateRule().interval(successes, of: trials)
    #expect(abs(interval.lowerBound - low) < 0.002, "\(interval)")
    #expect(abs(interval.upperBound - high) < 0.002, "\(interval)")
  }
}
