internal import JSONText
internal import Transcripts

/// The record of a run, from which reports are rendered: the setup, the observations and the results.
///
/// Its JSON is a contract for scripts: `reports/run.schema.json`.
@dynamicMemberLookup
public struct RunRecord: Sendable, Equatable {
  /// The version of the contract.
  public static let version = 1

  /// The setup.
  public var setup: RunSetup { didSet { measure() } }
  /// The observations.
  public var observed: Observations { didSet { measure() } }
  /// The results of the checks, in the order of cases, steps and checks.
  public var results: [CheckResult] { didSet { measure() } }
  /// The state of each line of the file of known failures.
  public var known: [KnownVerdict]
  /// The comparison with a pin; nil if there is none.
  public var pinned: PinVerdict?
  /// The rates, computed from the other properties.
  private(set) var rates: RateTable

  /// Creates a record.
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

  /// A property of the setup.
  public subscript<Value>(dynamicMember path: WritableKeyPath<RunSetup, Value>) -> Value {
    get { setup[keyPath: path] }
    set { setup[keyPath: path] = newValue }
  }

  /// A property of the observations.
  public subscript<Value>(dynamicMember path: WritableKeyPath<Observations, Value>) -> Value {
    get { observed[keyPath: path] }
    set { observed[keyPath: path] = newValue }
  }

  /// The engine of the endpoint: the one that the user names, because a gateway may hide it, otherwise the one
  /// that the run identified.
  public var engine: String? { setup.engine ?? observed.identity["server"]?.values.first?.value }

  /// The text of a remedy for this endpoint. A remedy without an id is its own text.
  public func words(_ remedy: String) -> String { wording(remedy) }

  /// A function with the text of each remedy. It does not contain the record, whose copies are slow.
  var wording: (String) -> String {
    let (remedies, engine) = (setup.remedies, engine)
    return { remedies[$0]?.words(for: engine) ?? $0 }
  }

  /// The conclusion of a run.
  public enum Outcome: String, Sendable {
    case conformant
    case notConformant = "not-conformant"
    /// Something that affects the outcome could not be judged.
    case undecided
    /// It conforms, but differs from the pin.
    case drifted
  }

  /// The conclusion of the run.
  public var outcome: Outcome {
    guard [.complete, .exhausted, .abandoned].contains(observed.ending) else { return .undecided }
    var counting: Set<Verdict.Kind> = []
    // By index, because copies of many results are slow.
    for index in results.indices where affectsOutcome(results[index]) {
      counting.insert(results[index].verdict.kind)
    }
    if counting.contains(.fail) || known.contains(where: \.isStale) { return .notConformant }
    let isOpen = counting.contains(.inconclusive) || rates.all.contains(where: isUndecided)
    if isOpen || !counting.contains(.pass) || pinned?.isUndecided == true
      || known.contains(where: \.isUnclear)
    {
      return .undecided
    }
    return pinned?.isDrifted == true ? .drifted : .conformant
  }

  /// Whether a result affects the outcome. For a skill of the model, the rate does.
  public func affectsOutcome(_ result: CheckResult) -> Bool {
    setup.affectsOutcome(result, with: rates)
  }

  /// Whether a rate affects the outcome if it is too low or undecided.
  public func affectsOutcome(_ rate: Rate) -> Bool { setup.affectsOutcome(rate) }

  /// Whether a failure affects the outcome, unless a known failure excuses it.
  public func isEnforced(_ result: CheckResult) -> Bool { setup.isEnforced(result) }

  /// Whether a result is inconclusive although most trials of the same step were judged.
  public func isSuperseded(_ result: CheckResult) -> Bool { rates.isSuperseded(result) }

  /// Whether a rate affects the outcome and is undecided.
  public func isUndecided(_ rate: Rate) -> Bool {
    rate.verdict == .inconclusive && affectsOutcome(rate)
  }

  /// The rate that a result is part of; nil if there is none.
  public func rate(of result: CheckResult) -> Rate? { rates.rate(of: result) }

  /// All rates, in the order of cases and checks.
  public var allRates: [Rate] { rates.all }

  /// The number of trials of a case.
  public func trials(of testCase: Case) -> Int { observed.trials(of: testCase) }

  /// All trials, in the order of cases: those that a case requests, and those that have results.
  var trials: [Trial] {
    let numbers = Dictionary(grouping: results) { $0.testCase ?? "" }
      .mapValues { Set($0.map { $0.trial ?? 1 }) }
    return setup.cases.flatMap { testCase in
      (numbers[testCase.id] ?? []).union(1...testCase.trials)
        .filter { (1...trials(of: testCase)).contains($0) }.sorted()
        .map { Trial(of: testCase, number: $0) }
    }
  }

  /// The number of results with a verdict.
  public func count(_ verdict: Verdict.Kind) -> Int {
    results.indices.count { results[$0].verdict.kind == verdict }
  }
}

extension [CheckResult] {
  /// The results without remedies that the run disproves, such as enabling a parser that parsed other calls. A
  /// finding keeps its remedies if it has no others.
  func withoutDisprovedRemedies(_ setup: RunSetup, _ identity: Identity) -> [CheckResult] {
    let disproved = Set(
      setup.remedies.filter { $0.value.unless.map(identity.evidence.contains) == true }.keys)
    guard !disproved.isEmpty else { return self }
    let general = Dictionary(setup.checks.map { ($0.id, $0.remedy) }, uniquingKeysWith: { $1 })
    return map { result in
      guard case .fail(var findings) = result.verdict else { return result }
      for place in findings.indices {
        let specific = findings[place].remedy
        let named = specific.isEmpty ? general[result.check] ?? [] : specific
        let valid = named.filter { !disproved.contains($0) }
        if !valid.isEmpty, valid.count < named.count { findings[place].remedy = valid }
      }
      var result = result
      result.verdict = .fail(findings)
      return result
    }
  }
}
