extension RunRecord {
  /// Takes the rates of all cases in which a model's skill is in question, or was measured.
  mutating func measureRates() {
    rates = [:]
    judgedSteps = oftenJudged
    // Where one trial decides there is no rate to take.
    guard rateRule.most > 1 else { return }
    let results = Dictionary(grouping: results.filter { $0.concerns == .model }) {
      $0.testCase ?? ""
    }
    for one in cases {
      let own = results[one.id] ?? []
      let isRepeated = own.contains { ($0.trial ?? 1) > 1 }
      // A failure that would count, and was not looked at again, leaves it open; what is sent again of
      // another run has no more trials than that.
      let isInQuestion = own.contains {
        !$0.findings.isEmpty && (isRepeated || replays == nil && matters($0))
      }
      guard isInQuestion || isRepeated && rateRule.measuresAll else { continue }
      for skill in own.skills() {
        rates[RateKey(check: skill.check, testCase: one.id)] = Rate(
          skill, of: one.id, rule: rateRule)
      }
    }
  }

  /// What was judged in most trials of a case that was tried again, and as often as the case itself asks
  /// for. Trials that are made at the same time are wanted all: none stands in for another.
  private var oftenJudged: Set<JudgedStep> {
    let wanted = Dictionary(
      cases.filter { tried[$0.id] ?? 1 > 1 && !$0.together }
        .map { ($0.id, max($0.trials, (trials(of: $0) + 1) / 2)) },
      uniquingKeysWith: max)
    guard !wanted.isEmpty else { return [] }
    var judged: [JudgedStep: Int] = [:]
    // What is open for a known reason is as judged as it gets.
    for result in results where !result.verdict.isInconclusive || result.known != nil {
      guard let id = result.testCase, let step = result.step, wanted[id] != nil else { continue }
      judged[JudgedStep(check: result.check, testCase: id, step: step), default: 0] += 1
    }
    return Set(judged.filter { $0.value >= wanted[$0.key.testCase] ?? .max }.keys)
  }

  /// Whether another trial of a case is wanted after those that came to some results: one of the rates
  /// that are in question is still open.
  func asksAgain(after results: [CheckResult]) -> Bool {
    results.skills().contains { skill in
      // Without a failure that would count, one success is taken for what it is; and what most trials do
      // not call for is not what the case is about.
      let isInQuestion =
        rateRule.measuresAll && skill.unneeded <= skill.outcomes.count + skill.unjudged
        || results.contains { $0.check == skill.check && !$0.findings.isEmpty && counts($0) }
      return isInQuestion && Rate.decision(on: skill.outcomes, by: rateRule) == nil
    }
  }

  /// Whether a result came to no verdict, and most trials of the same came to one.
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

  /// Whether a rate that counts could not be decided.
  public func isOpen(_ rate: Rate) -> Bool { rate.verdict == .inconclusive && counts(rate) }

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

  /// All trials, in the order of cases: those that a case asks for, and those that some result tells of.
  var trials: [Trial] {
    let told = Dictionary(grouping: results) { $0.testCase ?? "" }
      .mapValues { Set($0.map { $0.trial ?? 1 }) }
    return cases.flatMap { one in
      (told[one.id] ?? []).union(1...one.trials).filter { (1...trials(of: one)).contains($0) }
        .sorted()
        .map { Trial(of: one, number: $0) }
    }
  }
}

/// A step that a check came to a verdict about.
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
