extension RunRecord {
  /// Takes the rates of all cases that were tried again because a model's skill was in question.
  mutating func measureRates() {
    rates = [:]
    judgedSteps = Set(
      self.results.compactMap { result in
        guard let id = result.testCase, let step = result.step, result.reason == nil,
          tried[id] ?? 1 > 1
        else { return nil }
        return JudgedStep(check: result.check, testCase: id, step: step)
      })
    let results = Dictionary(grouping: results.filter { $0.concerns == .model }) {
      $0.testCase ?? ""
    }
    // A case that asks for several trials of its own has another use for them.
    for one in cases where one.trials == 1 {
      let own = results[one.id] ?? []
      guard own.contains(where: { ($0.trial ?? 1) > 1 }) else { continue }
      for (check, outcomes) in own.modelOutcomes() {
        guard let rate = Rate(check, of: one.id, outcomes: outcomes, rule: rateRule) else {
          continue
        }
        rates[RateKey(check: check, testCase: one.id)] = rate
      }
    }
  }

  /// Whether more trials of a case are wanted after those that came to some results: one of the rates
  /// that are in question is still open.
  func asksAgain(for testCase: String, in results: [CheckResult]) -> Bool {
    let trials = results.compactMap(\.trial).max() ?? 1
    return results.modelOutcomes().contains { check, outcomes in
      // Without a failure that would count, one success is taken for what it is; and what most trials do
      // not call for is not what the case is about.
      let isInQuestion =
        rateRule.measuresAll && outcomes.count * 2 >= trials
        || results.contains { $0.check == check && !$0.findings.isEmpty && counts($0) }
      return isInQuestion && Rate.decision(on: outcomes, by: rateRule) == nil
    }
  }

  /// Whether a result came to no verdict, and another trial of the same came to one.
  public func isMadeUpFor(_ result: CheckResult) -> Bool {
    guard case .inconclusive = result.verdict, let id = result.testCase, let step = result.step,
      tried[id] ?? 1 > 1
    else { return false }
    return judgedSteps.contains(JudgedStep(check: result.check, testCase: id, step: step))
  }

  /// The rate that a result is a part of; nil where none was taken.
  public func rate(of result: CheckResult) -> Rate? {
    guard !rates.isEmpty, result.concerns == .model, let id = result.testCase else { return nil }
    return rates[RateKey(check: result.check, testCase: id)]
  }

  /// Whether enough trials of its case called for the check to make a rate of it.
  public func isCalledFor(_ rate: Rate) -> Bool {
    rate.successes < rate.trials || rate.trials * 2 >= tried[rate.testCase] ?? 1
  }

  /// Every rate that was taken, in the order of cases and checks.
  public var allRates: [Rate] {
    let order = Dictionary(
      cases.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    return rates.values.sorted {
      (order[$0.testCase] ?? 0, $0.check) < (order[$1.testCase] ?? 0, $1.check)
    }
  }

  /// How often a case was tried.
  public func trials(of one: Case) -> Int {
    max(one.trials, tried[one.id] ?? 1)
  }
}

/// A step that a check came to a verdict about, in one trial at least.
struct JudgedStep: Sendable, Hashable {
  let check: String
  let testCase: String
  let step: Int
}

/// What a rate is of.
struct RateKey: Sendable, Hashable {
  let check: String
  let testCase: String
}
