internal import JSONText
internal import Transcripts

/// The responses and results of the trials so far.
struct TrialLog: Sendable {
  /// The trials in the order of the report: those of the plan, and the added ones.
  private(set) var trials: [Trial]
  /// The response to each step.
  private var responses: [Trial: [Int: Response]] = [:]
  /// The results of each step, for the reported checks.
  private(set) var steps: [Trial: [Int: [CheckResult]]] = [:]
  /// The latest results of each step of a case, whose contents the next ones share.
  private var latest: [String: [CheckResult]] = [:]
  /// The failures of each step, including those of checks that are not reported.
  private var failures: [Trial: [Int: [CheckResult]]] = [:]
  /// The first step of a trial that was not sent, and why.
  private(set) var gaps: [Trial: (step: Int, reason: Reason)] = [:]

  init(_ trials: [Trial]) { self.trials = trials }

  /// Adds a trial after the others of its case.
  mutating func add(_ trial: Trial) {
    let last = trials.lastIndex { $0.testCase.id == trial.testCase.id } ?? trials.count - 1
    trials.insert(trial, at: last + 1)
  }

  /// What is kept of a response: enough for all that reads the complete run, and a source of the rest.
  struct Response: Sendable {
    /// The JSON of the transcript without its long parts. A tree of values would take ten times the memory.
    var digest: [UInt8]
    /// Whether the request timed out.
    var isTimeout: Bool
    /// The source of the complete transcript.
    var source: Source

    /// The source of a transcript.
    enum Source: Sendable {
      /// A file of the run folder.
      case file(String)
      /// The transcript itself, if the run is not stored.
      case document([UInt8])

      /// The JSON of the transcript; nil if its file is gone.
      func bytes(in folder: RunFolder?) -> [UInt8]? {
        switch self {
        case .file(let path): folder?.read(path)
        case .document(let bytes): bytes
        }
      }
    }
  }

  /// Notes the response to a step of a trial.
  mutating func note(_ response: Response, of trial: Trial, step: Int) {
    responses[trial, default: [:]][step] = response
  }

  /// Notes the results of a step.
  mutating func note(_ results: [CheckResult], of trial: Trial, step: Int, reporting: Set<String>) {
    failures[trial, default: [:]][step] = results.filter { !$0.allFindings.isEmpty }
    let place = "\(trial.testCase.id) \(step)"
    let shared = results.filter { reporting.contains($0.check) }.sharing(with: latest[place] ?? [])
    latest[place] = shared
    steps[trial, default: [:]][step] = shared
  }

  /// Notes that a trial ends before a step, and why.
  mutating func note(_ reason: Reason, of trial: Trial, from step: Int) {
    gaps[trial] = (step, reason)
  }

  /// Changes the results of the steps whose transcripts are in a set.
  mutating func change(
    resultsOf paths: Set<String>, by change: (CheckResult) -> CheckResult
  ) -> Set<String> {
    var modules: Set<String> = []
    for (trial, results) in steps {
      for (step, all) in results {
        let stem = RunFolder.stem(of: trial.testCase.id, trial: trial.number, step: step)
        guard paths.contains("\(stem).json") else { continue }
        steps[trial]?[step] = all.map(change)
        modules.insert(trial.testCase.module)
      }
    }
    return modules
  }

  /// The failures of some trials, in the order of their steps.
  func failures(of trials: [Trial]) -> [CheckResult] {
    trials.flatMap { trial in
      (failures[trial] ?? [:]).sorted { $0.key < $1.key }.flatMap(\.value)
    }
  }

  /// The responses of some trials, in the order of their steps.
  func responses(of trials: [Trial]) -> [Response] {
    trials.flatMap { trial in (responses[trial] ?? [:]).sorted { $0.key < $1.key }.map(\.value) }
  }

  /// The digests of all responses.
  var digests: [[UInt8]] { responses(of: trials).map(\.digest) }

  /// The size of all digests in bytes.
  var digestSize: Int { digests.reduce(0) { $0 + $1.count } }

  /// Whether all steps of a trial have results, or a step is skipped.
  func hasEnded(_ trial: Trial) -> Bool {
    gaps[trial] != nil || steps[trial]?.count == trial.testCase.steps
  }

  /// The results of all trials. Those of trials that have not started differ only in the number.
  func results(in plan: Plan, missing reason: Reason) -> [CheckResult] {
    var results: [CheckResult] = []
    var unstarted: (testCase: String, results: [CheckResult])?
    for trial in trials {
      let isStarted = steps[trial] != nil || gaps[trial] != nil
      if !isStarted, let unstarted, unstarted.testCase == trial.testCase.id {
        results += unstarted.results.moved(to: trial.number)
        continue
      }
      let own = self.results(of: trial, in: plan, missing: reason)
      if !isStarted { unstarted = (trial.testCase.id, own) }
      results += own
    }
    return results
  }

  /// The results of a trial; steps that were not run have inconclusive ones, with a reason unless the trial has
  /// its own.
  func results(of trial: Trial, in plan: Plan, missing reason: Reason) -> [CheckResult] {
    (1...trial.testCase.steps).flatMap { step in
      steps[trial]?[step] ?? missing(trial, step, plan, reason)
    }
  }

  /// The results of a step that was not run: of the checks that the case itself expects, or else of all, so
  /// that a missing step never looks like a pass.
  private func missing(_ trial: Trial, _ step: Int, _ plan: Plan, _ reason: Reason)
    -> [CheckResult]
  {
    let reason = gaps[trial].flatMap { $0.step <= step ? $0.reason : nil } ?? reason
    func reads(_ check: Check) -> Bool { check.reads(trial.testCase.expect[step - 1]) }
    let judging = plan.checks.filter { $0.over == .exchange && reads($0) }
    var expected = judging.filter { $0.expects != nil }
    // A case that tests only the model's skill would hide what was not judged of the server.
    if reason.isLoss, !expected.contains(where: { $0.level == .must && $0.concerns != .model }) {
      expected = []
    }
    if reason.kind == .notNeeded, expected.isEmpty {
      expected = plan.checks.filter { $0.over == .case && $0.expects != nil && reads($0) }
    }
    return (expected.isEmpty ? judging : expected).map { check in
      CheckResult(
        check, of: trial.testCase.id, kind: trial.testCase.kind, step: step, trial: trial.number,
        verdict: reason.verdict)
    }
  }
}
