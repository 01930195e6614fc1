internal import JQ
internal import JSONText
internal import Transcripts

/// Runs the checks over a case: over the exchanges of all its steps, trials and modes together.
struct CaseJudging: Sendable {
  let plan: Plan
  let judge: Judge
  /// The folder that contains the transcripts; nil if they are not stored.
  let folder: RunFolder?

  /// What the verdicts about a case depend on.
  struct Subject: Sendable, Equatable {
    /// The trials that are judged.
    var trials: [Trial]
    /// Why some of them ended early.
    var gaps: [Reason]
  }

  /// The results of a case.
  struct Results: Sendable {
    var subject: Subject
    var results: [CheckResult]
  }

  /// What there is to judge of a case.
  func subject(of module: String, in log: TrialLog) -> Subject {
    let trials = sample(of: module, in: log)
    return Subject(trials: trials, gaps: trials.compactMap { log.gaps[$0]?.reason })
  }

  /// Judges a case.
  func results(of module: String, in log: TrialLog) async -> Results {
    let subject = subject(of: module, in: log)
    var judged = Results(subject: subject, results: [])
    let responses = log.responses(of: subject.trials)
    // With a single exchange, a check over a case has nothing to compare.
    guard let testCase = subject.trials.first?.testCase,
      plan.judging.contains(where: { $0.over == .case }),
      responses.count > 1 || !subject.gaps.isEmpty
    else { return judged }
    // A step that was not needed does not affect the others.
    let gap = subject.gaps.first { $0.kind != .notNeeded || responses.isEmpty }
    let expected = testCase.expect.flatMap { $0.object ?? [] }
    let verdicts = await judge.judge(
      document(of: module, testCase, responses), over: .case,
      expecting: Set(expected.map(\.key)))
    let results = verdicts.map { check, verdict in
      let isExpected = testCase.expect.contains { check.reads($0) }
      return CheckResult(
        check, of: module, kind: testCase.kind,
        verdict: isExpected ? gap?.verdict ?? verdict : verdict)
    }
    let reported = plan.reported
    judged.results =
      results.folded(by: plan.judging, under: log.failures(of: subject.trials) + results)
      .filter { reported.contains($0.check) }
    return judged
  }

  /// The document to judge, joined from the stored transcripts, which can be large.
  private func document(of module: String, _ testCase: Case, _ responses: [TrialLog.Response])
    -> Input
  {
    let head: JSON = ["id": .string(module), "expect": .array(testCase.expect)]
    // A digest is better than nothing if the file is gone.
    let transcripts = responses.map { $0.source.bytes(in: folder) ?? $0.digest }
    return Input(list: transcripts).member("transcripts", of: #"{"case":\#(head.text),"#)
  }

  /// The trials of each mode of a case, in the number that the case requests. Trials that were added for a rate
  /// have no counterpart in the other mode, but replace trials that ended early.
  private func sample(of module: String, in log: TrialLog) -> [Trial] {
    plan.trials.filter { $0.testCase.module == module && $0.number == 1 }.flatMap { first in
      let trials = log.trials.filter { $0.testCase.id == first.testCase.id }
      let complete = trials.filter { log.gaps[$0] == nil }
      let count = first.testCase.trials
      return (complete.count >= count ? complete : trials).prefix(count)
    }
  }
}
