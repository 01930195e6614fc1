public import Transcripts

/// Everything about a run from which reports are rendered.
///
/// As JSON it is the contract that scripts rely on: `reports/run.schema.json`.
public struct RunRecord: Sendable, Equatable {
  /// The version of the contract.
  public static let version = 1

  /// The base URL of the endpoint.
  public var endpoint: String
  /// The model that was asked.
  public var model: String?
  /// The environment variable that held the key; nil where none was sent.
  public var keyVariable: String?
  /// The distinct values of `system_fingerprint`, in order of appearance.
  public var fingerprints: [String] = []
  /// What the endpoint is; known once the run has ended.
  public var identity = Identity()
  /// What came of holding the run against a pin; nil where it was held against none.
  public var pinned: PinVerdict?
  /// What came of each failure that is known.
  public var known: [KnownVerdict] = []
  /// When a model is good enough.
  public var rateRule = RateRule()
  /// How often cases were tried that were tried more often than they ask for.
  public var tried: [String: Int] = [:]
  /// The rates that were taken.
  var rates: [RateKey: Rate] = [:]
  /// What was judged of the cases that were tried again.
  var judgedSteps: Set<JudgedStep> = []
  /// What did the judging: names and versions.
  public var harness: JSON
  /// The profile that was asked for.
  public var profile: String
  /// What narrowed the choice of cases and checks.
  public var selection = Selection()
  /// When the run began whose requests were sent again; nil for a run of its own.
  public var replays: String?
  /// Whether a `should` counts like a `must`.
  public var strict: Bool
  /// What it may cost.
  public var budget = Budget()
  /// Whether what a model lacks counts in every case.
  public var countsModel = false
  /// The date of the requirements that it keeps to.
  public var requirements: String?
  /// The part of the cases that it took.
  public var shard: Shard?
  /// When it began, in UTC as ISO 8601 has it.
  public var started: String
  /// How long it took so far.
  public var elapsedMilliseconds = 0.0
  /// How far it got.
  public var ending = Ending.running
  /// What kept the endpoint from being judged.
  public var problem: Preflight.Problem?
  /// How many requests were sent, the preflight's included.
  public var requests = 0
  /// How many of them were refused for now (429, 503), and sent again.
  public var refusals = 0
  /// The tokens that the server says were used.
  public var tokens = Tokens()
  /// The cases that were to run, in order.
  public var cases: [Case] = [] { didSet { indexCases() } }
  private var kinds: [String: Case.Kind] = [:]
  /// The checks that were to judge.
  public var checks: [Check] = []
  /// What to change, by the ids that checks and findings name.
  public var remedies: [String: Remedy] = [:]
  /// The conclusions, in order of cases, steps and checks.
  public var results: [CheckResult] = []

  /// How far a run got.
  public enum Ending: String, Sendable {
    /// It is under way, or died.
    case running
    /// All cases ran.
    case complete
    /// It was told to stop.
    case interrupted
    /// Its budget was spent before all was done.
    case exhausted
    /// The endpoint could not be judged.
    case stopped
  }

  /// Tokens, as far as the server counts them.
  public struct Tokens: Sendable, Equatable {
    /// Those read.
    public var prompt = 0
    /// Those written.
    public var completion = 0

    /// Adds what one answer says it used.
    mutating func add(_ usage: JSON?) {
      prompt += RunRecord.count(usage?["prompt_tokens"]) ?? 0
      completion += RunRecord.count(usage?["completion_tokens"]) ?? 0
    }
  }

  /// Starts the record of a run.
  public init(
    endpoint: String, model: String?, harness: JSON, profile: String, strict: Bool,
    started: String
  ) {
    self.endpoint = endpoint
    self.model = model
    self.harness = harness
    self.profile = profile
    self.strict = strict
    self.started = started
  }

  /// Which engine answers, where the run could tell.
  public var engine: String? { identity["server"]?.values.first?.value }

  /// What a remedy says to the users of this endpoint; a sentence stands for itself.
  public func words(_ remedy: String) -> String {
    remedies[remedy]?.words(for: engine) ?? remedy
  }

  /// Leaves out remedies that the run itself proves pointless, such as turning on a parser that parsed
  /// other calls; a finding with no other remedy keeps what it has.
  mutating func leaveOutDisprovedRemedies() {
    let disproved = Set(
      remedies.filter { $0.value.unless.map(identity.evidence.contains) == true }.keys)
    guard !disproved.isEmpty else { return }
    let general = Dictionary(checks.map { ($0.id, $0.remedy) }, uniquingKeysWith: { $1 })
    for index in results.indices {
      guard case .fail(var findings) = results[index].verdict else { continue }
      for place in findings.indices {
        let own = findings[place].remedy
        let named = own.isEmpty ? general[results[index].check] ?? [] : own
        let left = named.filter { !disproved.contains($0) }
        if !left.isEmpty, left.count < named.count { findings[place].remedy = left }
      }
      results[index].verdict = .fail(findings)
    }
  }

  /// The tokens that an answer says it used.
  public static func tokens(of transcript: Transcript) -> Int {
    var tokens = Tokens()
    tokens.add(transcript.usage)
    return tokens.prompt + tokens.completion
  }

  /// Adds a value of `system_fingerprint`, unless it is known; of an endpoint that makes them up without
  /// end, a beginning tells enough.
  mutating func note(fingerprint: String) {
    let fingerprint = fingerprint.cut(to: 200)
    if fingerprints.count < 100, !fingerprints.contains(fingerprint) {
      fingerprints.append(fingerprint)
    }
  }

  /// What the results amount to.
  public enum Outcome: String, Sendable {
    case conformant
    case notConformant = "not-conformant"
    /// Something that counts could not be judged.
    case undecided
    /// It conforms, and is not what it was.
    case drifted
  }

  /// What the results amount to.
  public var outcome: Outcome {
    let counting = results.filter(counts)
    guard ending == .complete || ending == .exhausted else { return .undecided }
    if counting.contains(where: { !$0.findings.isEmpty }) || known.contains(where: \.isStale) {
      return .notConformant
    }
    let undecided =
      counting.contains { if case .inconclusive = $0.verdict { true } else { false } }
      || rates.values.contains(where: isOpen)
    let judged = counting.contains { $0.verdict == .pass }
    if undecided || !judged || pinned?.isUndecided == true || known.contains(where: \.isUnclear) {
      return .undecided
    }
    return pinned?.isDrifted == true ? .drifted : .conformant
  }

  /// Whether a result costs conformance. Of a model's skill it is the rate that counts.
  public func counts(_ result: CheckResult) -> Bool {
    guard result.known == nil, matters(result), !isMadeUpFor(result) else { return false }
    guard result.concerns == .model else { return true }
    if case .inconclusive = result.verdict { return true }
    // What spans a case or the run cannot be tried again, and one observation convicts no model.
    if result.trial == nil { return result.findings.isEmpty }
    return result.findings.isEmpty || rate(of: result).map { $0.verdict == .fail } ?? true
  }

  /// Whether a failure costs conformance where nothing speaks for it: not where a level is only advice, nor
  /// where a case tries a skill of the model and it is the model that lacks it.
  public func matters(_ result: CheckResult) -> Bool {
    counts(result.level)
      && (result.concerns != .model || countsModel || kind(of: result.testCase) == .protocol)
  }

  /// Whether a rate costs conformance where it is not good enough, or open: not where nothing failed
  /// and it was not to be measured, or few trials called for the check.
  public func counts(_ rate: Rate) -> Bool {
    guard counts(rate.level), !rate.isKnown, countsModel || kind(of: rate.testCase) == .protocol
    else { return false }
    return rate.successes < rate.trials || rateRule.measuresAll && rate.isCalledFor
  }

  func counts(_ level: Check.Level) -> Bool {
    level == .must || (strict && level == .should)
  }

  private func kind(of testCase: String?) -> Case.Kind { kinds[testCase ?? ""] ?? .protocol }

  /// Notes what kind each case is; an initializer has to ask for it, since it sets off no observers.
  mutating func indexCases() {
    kinds = Dictionary(
      cases.flatMap { [($0.id, $0.kind), ($0.module, $0.kind)] }, uniquingKeysWith: { $1 })
  }

  /// How many results have a verdict.
  public func count(_ word: String) -> Int {
    results.count { $0.verdict.word == word }
  }
}
