/// The results of a run by check and case, for many lookups by known failures.
struct ResultIndex {
  private let results: [CheckResult]
  /// The positions of the results of each check.
  private let places: [String: [Int]]
  /// The modules of cases by id; the name of a module leads to itself.
  private let modules: [String: String]
  /// The inconclusive results, by their trial, or by the module of their case if they span trials.
  private let inconclusive: [Owner: [Int]]

  /// The subject of an inconclusive result.
  enum Owner: Hashable {
    case trial(String, Int)
    case module(String)
  }

  init(of record: RunRecord) { self.init(record.results, of: record) }

  init(_ results: [CheckResult], of record: RunRecord) {
    let modules = Dictionary(
      record.cases.flatMap { [($0.id, $0.module), ($0.module, $0.module)] },
      uniquingKeysWith: { $1 })
    self.results = results
    self.modules = modules
    places = Dictionary(grouping: results.indices) { results[$0].check }
    inconclusive = Dictionary(
      grouping: results.indices.filter {
        // A step that is missing because the run ended is not the consequence of a failure.
        results[$0].verdict.isInconclusive
          && results[$0].reason?.kind != .interrupted
      }
    ) { place in
      let result = results[place]
      let id = result.testCase ?? ""
      return result.trial.map { .trial(id, $0) } ?? .module(modules[id] ?? "")
    }
  }

  /// The places of the results that a line covers.
  func results(covered entry: KnownFailure) -> [Int] {
    let check = Glob(entry.check)
    let ofCheck = places.filter { check.matches($0.key) }.flatMap(\.value).sorted()
    guard let testCase = entry.testCase.map(Glob.init) else { return ofCheck }
    var isMatched: [String: Bool] = [:]
    return ofCheck.filter { place in
      guard let id = results[place].testCase else { return false }
      if let known = isMatched[id] { return known }
      isMatched[id] = testCase.matches(id)
      return isMatched[id] == true
    }
  }

  /// The results that are inconclusive because of some failures: results of the same response, of later steps
  /// of the trial that were not sent, and of the case as a whole. A step that was sent and not judged has
  /// another cause. So may a step after one of the other failures, whose first steps are `others`.
  func consequences(of failures: [Int], besides others: [Owner: Int]) -> Set<Int> {
    let failed = failures.filter { !results[$0].findings.isEmpty && results[$0].testCase != nil }
    let transcripts = Set(failed.compactMap { results[$0].transcript })
    let first = firstSteps(of: failed)
    let ofTrials = first.flatMap { owner, failedStep in
      (inconclusive[owner] ?? []).filter { place in
        let result = results[place]
        if let transcript = result.transcript { return transcripts.contains(transcript) }
        let step = result.step ?? 1
        return step >= failedStep && step < others[owner] ?? .max
      }
    }
    let ofCases = Set(failed.compactMap { modules[results[$0].testCase ?? ""] })
      .flatMap { inconclusive[.module($0)] ?? [] }
    return Set(ofTrials + ofCases)
  }

  /// The first step of each trial that some results belong to.
  func firstSteps(of places: [Int]) -> [Owner: Int] {
    var first: [Owner: Int] = [:]
    for place in places {
      let result = results[place]
      guard let id = result.testCase, let trial = result.trial else { continue }
      first[.trial(id, trial)] = min(first[.trial(id, trial)] ?? .max, result.step ?? 1)
    }
    return first
  }
}

extension [CheckResult] {
  /// Marks the consequences of known failures, each group with its note.
  mutating func excuse(
    behind known: [(failures: [Int], note: CheckResult.Known)], _ index: ResultIndex,
    _ setup: RunSetup
  ) {
    let others = index.firstSteps(
      of: indices.filter {
        !self[$0].findings.isEmpty && self[$0].known == nil && setup.isEnforced(self[$0].level)
      })
    for (failures, note) in known {
      // A failed `should` that does not count does not prevent any verdict.
      let enforced = failures.filter { setup.isEnforced(self[$0]) }
      mark(index.consequences(of: enforced, besides: others), as: note)
    }
  }

  /// Marks results as known, unless they are marked already.
  mutating func mark(_ places: some Sequence<Int>, as note: CheckResult.Known) {
    for place in places where self[place].known == nil { self[place].known = note }
  }
}
