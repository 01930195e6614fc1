/// The rates of a run, and the steps that enough trials judged.
struct RateTable: Sendable, Equatable {
  private var rates: [Key: Rate] = [:]
  private var judgedSteps: Set<Step> = []
  /// The rates in the order of cases and checks.
  private(set) var all: [Rate] = []

  /// The table of a run in which nothing was measured.
  static let none = RateTable()

  private init() {}

  /// What a rate is of.
  private struct Key: Sendable, Hashable {
    let check: String
    let testCase: String
  }

  /// A step that a check judged.
  private struct Step: Sendable, Hashable {
    let check: String
    let testCase: String
    let step: Int
  }

  /// Measures the skills of a model in all cases in which they are in question, or should be measured.
  init(_ results: [CheckResult], _ setup: RunSetup, _ observed: Observations) {
    judgedSteps = Self.judgedSteps(of: results, setup, observed)
    // If one trial decides, there is no rate.
    guard setup.rateRule.maxTrials > 1 else { return }
    let results = Dictionary(grouping: results.filter { $0.concerns == .model }) {
      $0.testCase ?? ""
    }
    for testCase in setup.cases {
      let own = results[testCase.id] ?? []
      let isRepeated = own.contains { ($0.trial ?? 1) > 1 }
      // A failure that would count, and that was not tried again, leaves the skill undecided. A replay has
      // no more trials than the run that it repeats.
      let isInQuestion = own.contains {
        !$0.findings.isEmpty && (isRepeated || setup.replays == nil && setup.isEnforced($0))
      }
      guard isInQuestion || isRepeated && setup.rateRule.measuresAll else { continue }
      for skill in own.skills().sorted(by: { $0.check < $1.check }) {
        let rate = Rate(skill, of: testCase.id, rule: setup.rateRule)
        rates[Key(check: skill.check, testCase: testCase.id)] = rate
        all.append(rate)
      }
    }
  }

  /// The steps that a check judged in most trials of a case that was tried again, and in as many as the
  /// case asks for. If the trials run at the same time, all of them are needed.
  private static func judgedSteps(
    of results: [CheckResult], _ setup: RunSetup, _ observed: Observations
  ) -> Set<Step> {
    let needed = Dictionary(
      setup.cases.filter { observed.tried[$0.id] ?? 1 > 1 && !$0.together }
        .map { ($0.id, max($0.trials, (observed.trials(of: $0) + 1) / 2)) },
      uniquingKeysWith: max)
    guard !needed.isEmpty else { return [] }
    var judged: [Step: Int] = [:]
    // A result that is inconclusive for a known reason cannot be judged better.
    for result in results where !result.verdict.isInconclusive || result.known != nil {
      guard let id = result.testCase, let step = result.step, needed[id] != nil else { continue }
      judged[Step(check: result.check, testCase: id, step: step), default: 0] += 1
    }
    return Set(judged.filter { $0.value >= needed[$0.key.testCase] ?? .max }.keys)
  }

  /// The rate that a result is a part of; nil if there is none.
  func rate(of result: CheckResult) -> Rate? {
    guard !rates.isEmpty, result.concerns == .model, let id = result.testCase else { return nil }
    return rates[Key(check: result.check, testCase: id)]
  }

  /// Whether a result is inconclusive, and most trials of the same step were judged.
  func isSuperseded(_ result: CheckResult) -> Bool {
    guard !judgedSteps.isEmpty, result.verdict.isInconclusive, let id = result.testCase,
      let step = result.step
    else { return false }
    return judgedSteps.contains(Step(check: result.check, testCase: id, step: step))
  }
}
