internal import JSONText
internal import Transcripts

/// Everything about a run that reports are rendered from: what was asked, what came, and what is concluded.
///
/// As JSON it is the contract for scripts: `reports/run.schema.json`.
@dynamicMemberLookup
public struct RunRecord: Sendable, Equatable {
  /// The version of the contract.
  public static let version = 1

  /// What was asked.
  public var setup: RunSetup { didSet { measure() } }
  /// What came.
  public var observed: Observations { didSet { measure() } }
  /// The conclusions of the checks, in the order of cases, steps and checks.
  public var results: [CheckResult] { didSet { measure() } }
  /// What became of each line of a file of known failures.
  public var known: [KnownVerdict]
  /// The comparison with a pin; nil if there is none.
  public var pinned: PinVerdict?
  /// The rates, which follow from the rest.
  private(set) var rates: RateTable

  /// Records a run.
  public init(
    _ setup: RunSetup, _ observed: Observations = Observations(), results: [CheckResult] = [],
    known: [KnownVerdict] = [], pinned: PinVerdict? = nil
  ) {
    self.setup = setup
    self.observed = observed
    self.results = results
    self.known = known
    self.pinned = pinned
    rates = RateTable(results, setup, observed)
  }

  private mutating func measure() { rates = RateTable(results, setup, observed) }

  /// A part of the setup.
  public subscript<Value>(dynamicMember path: WritableKeyPath<RunSetup, Value>) -> Value {
    get { setup[keyPath: path] }
    set { setup[keyPath: path] = newValue }
  }

  /// A part of what was observed.
  public subscript<Value>(dynamicMember path: WritableKeyPath<Observations, Value>) -> Value {
    get { observed[keyPath: path] }
    set { observed[keyPath: path] = newValue }
  }

  /// The engine of the endpoint: the one that the run identified, or else the one that the user states.
  public var engine: String? { observed.identity["server"]?.values.first?.value ?? setup.engine }

  /// The words of a remedy for the users of this endpoint; a sentence is its own words.
  public func words(_ remedy: String) -> String {
    setup.remedies[remedy]?.words(for: engine) ?? remedy
  }

  /// The conclusion of a run.
  public enum Outcome: String, Sendable {
    case conformant
    case notConformant = "not-conformant"
    /// Something that counts could not be judged.
    case undecided
    /// It conforms, and differs from the pin.
    case drifted
  }

  /// The conclusion of the run.
  public var outcome: Outcome {
    let counting = results.filter(affectsOutcome)
    guard observed.ending == .complete || observed.ending == .exhausted else { return .undecided }
    if counting.contains(where: { !$0.findings.isEmpty }) || known.contains(where: \.isStale) {
      return .notConformant
    }
    let isOpen =
      counting.contains(where: \.verdict.isInconclusive) || rates.all.contains(where: isUndecided)
    let isJudged = counting.contains { $0.verdict == .pass }
    if isOpen || !isJudged || pinned?.isUndecided == true || known.contains(where: \.isUnclear) {
      return .undecided
    }
    return pinned?.isDrifted == true ? .drifted : .conformant
  }

  /// Whether a result affects the outcome. For a skill of a model it is the rate that does.
  public func affectsOutcome(_ result: CheckResult) -> Bool {
    setup.affectsOutcome(result, with: rates)
  }

  /// Whether a rate affects the outcome if it is too low, or undecided.
  public func affectsOutcome(_ rate: Rate) -> Bool { setup.affectsOutcome(rate) }

  /// Whether a failure of a result affects the outcome, if nothing excuses it.
  public func isEnforced(_ result: CheckResult) -> Bool { setup.isEnforced(result) }

  /// Whether a result is inconclusive, and most trials of the same step were judged.
  public func isSuperseded(_ result: CheckResult) -> Bool { rates.isSuperseded(result) }

  /// Whether a rate affects the outcome and is undecided.
  public func isUndecided(_ rate: Rate) -> Bool {
    rate.verdict == .inconclusive && affectsOutcome(rate)
  }

  /// The rate that a result is a part of; nil if there is none.
  public func rate(of result: CheckResult) -> Rate? { rates.rate(of: result) }

  /// All rates, in the order of cases and checks.
  public var allRates: [Rate] { rates.all }

  /// How many trials of a case there were.
  public func trials(of testCase: Case) -> Int { observed.trials(of: testCase) }

  /// All trials, in the order of cases: those that a case asks for, and those that have results.
  var trials: [Trial] {
    let numbers = Dictionary(grouping: results) { $0.testCase ?? "" }
      .mapValues { Set($0.map { $0.trial ?? 1 }) }
    return setup.cases.flatMap { testCase in
      (numbers[testCase.id] ?? []).union(1...testCase.trials)
        .filter { (1...trials(of: testCase)).contains($0) }.sorted()
        .map { Trial(of: testCase, number: $0) }
    }
  }

  /// How many results have a verdict.
  public func count(_ verdict: Verdict.Kind) -> Int { results.count { $0.verdict.kind == verdict } }
}

extension [CheckResult] {
  /// The results without remedies that the run itself disproves, such as turning on a parser that parsed
  /// other calls. A finding without another remedy keeps the ones that it has.
  func withoutDisprovedRemedies(_ setup: RunSetup, _ identity: Identity) -> [CheckResult] {
    let disproved = Set(
      setup.remedies.filter { $0.value.unless.map(identity.evidence.contains) == true }.keys)
    guard !disproved.isEmpty else { return self }
    let general = Dictionary(setup.checks.map { ($0.id, $0.remedy) }, uniquingKeysWith: { $1 })
    return map { result in
      guard case .fail(var findings) = result.verdict else { return result }
      for place in findings.indices {
        let own = findings[place].remedy
        let named = own.isEmpty ? general[result.check] ?? [] : own
        let left = named.filter { !disproved.contains($0) }
        if !left.isEmpty, left.count < named.count { findings[place].remedy = left }
      }
      var result = result
      result.verdict = .fail(findings)
      return result
    }
  }
}
