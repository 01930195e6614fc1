internal import Harness
internal import JSONText
internal import Transcripts

/// The checks of a topic as tests, within the limits of formats for test results.
struct ReportSuite {
  /// The topic.
  let name: String
  /// The tests of the topic.
  var tests: [Test]
  /// The duration with three decimals; judging takes no time, so that all of it is the endpoint's.
  var seconds = "0"

  /// A check as a test.
  struct Test {
    /// The id of the check.
    let name: String
    let outcome: Outcome
    /// The status of the check in our own terms.
    let status: String
    /// A remark in one line; empty if the check passed.
    let remark: String
    /// The level of the check and the party that it concerns.
    let type: String
    /// The details in several lines; empty if the check passed.
    let details: String

    /// Whether the test is neither passed nor failed.
    var isSkipped: Bool { [.skipped, .known, .flaky].contains(outcome) }
  }

  /// The outcomes that the formats distinguish.
  enum Outcome: Equatable {
    case passed, failed
    /// The check should have a verdict and has none.
    case undecided
    /// The check does not apply, or its failure does not count.
    case skipped
    /// The failure is known.
    case known
    /// The check failed in some trials, but too rarely to count.
    case flaky
  }
}

extension StoredRun {
  /// The run as suites of tests. The first test is whether the endpoint can be judged at all, so
  /// that an unreachable endpoint is one error and not a hundred.
  var suites: [ReportSuite] {
    let elapsed = JSON(record.elapsedMilliseconds / 1000).text
    var suites = [
      ReportSuite(name: "endpoint", tests: [endpointTest] + gateTests, seconds: elapsed)
    ]
    // The topics are in the order of their first check.
    var places: [String: Int] = [:]
    for conclusion in record.conclusions {
      let place = places[conclusion.topic, default: suites.count]
      if place == suites.count { suites.append(ReportSuite(name: conclusion.topic, tests: [])) }
      places[conclusion.topic] = place
      suites[place].tests.append(test(of: conclusion))
    }
    return suites
  }

  /// The properties that identify the run and the endpoint.
  var identity: [(name: String, value: String)] {
    [
      ("endpoint", record.endpoint), ("model", record.model ?? ""),
      ("system_fingerprint", record.fingerprints.joined(separator: ", ")),
      ("profile", record.profile), ("strict", String(record.strict)),
      ("outcome", record.outcome.rawValue), ("summary", record.tally), ("cost", record.cost),
      ("harness", record.harness["version"]?.string ?? ""),
    ].filter { !$0.1.isEmpty }.map { ($0.0, $0.1.printable) }
      + (record.problem == nil ? record.identity.likeness : []).map {
        ($0.name.printable, $0.value.printable)
      }
  }

  /// The tests of the pin and of the known failures, if the run used them.
  private var gateTests: [ReportSuite.Test] {
    var tests: [ReportSuite.Test] = []
    if let pinned = record.pinned, record.problem == nil, pinned.effect != .ignore {
      let counting = pinned.drifts.filter(\.counts)
      let (outcome, status): (ReportSuite.Outcome, String) =
        pinned.isDrifted
        ? (.failed, "drifted")
        : pinned.isUndecided
          ? (.undecided, "not judged")
          : counting.isEmpty ? (.passed, "passed") : (.skipped, "drifted")
      tests.append(
        ReportSuite.Test(
          name: "endpoint/is-as-it-was", outcome: outcome, status: status,
          remark: (counting.isEmpty
            ? pinned.remarks.prefix(outcome == .undecided ? 1 : 0).map(\.self)
            : counting.map(\.line)).joined(separator: "; ").printable,
          type: "drift",
          details: (pinned.drifts.map(\.line) + pinned.remarks
            + [pinned.remedy(in: self)].compactMap(\.self))
            .map(\.printable).joined(separator: "\n")))
    }
    if !record.known.isEmpty {
      let stale = record.staleLines.map(\.printable)
      let unclear = record.unclearLine?.printable
      tests.append(
        ReportSuite.Test(
          name: "endpoint/known-failures-fail",
          outcome: !stale.isEmpty ? .failed : unclear != nil ? .undecided : .passed,
          status: !stale.isEmpty ? "stale" : unclear != nil ? "not judged" : "passed",
          remark: stale.first ?? unclear ?? "", type: "stale",
          details: (stale + [unclear].compactMap(\.self)).joined(separator: "\n")))
    }
    return tests
  }

  /// Whether the endpoint could be judged; an incomplete run leaves it undecided.
  private var endpointTest: ReportSuite.Test {
    func test(_ outcome: ReportSuite.Outcome, _ remark: String = "", _ details: [String] = [])
      -> ReportSuite.Test
    {
      ReportSuite.Test(
        name: "endpoint/can-be-judged", outcome: outcome,
        status: outcome == .passed ? "passed" : "not judged", remark: remark.printable,
        type: "must, protocol", details: details.map(\.printable).joined(separator: "\n"))
    }
    if let problem = record.problem {
      return test(
        .undecided, problem.what,
        [problem.what] + (problem.saw.isEmpty ? [] : ["saw: \(problem.saw)"])
          + problem.remedy.map { "try: \($0)" })
    }
    if let failure = record.failure {
      return test(.undecided, failure.what, [failure.what] + failure.remedy.map { "try: \($0)" })
    }
    guard record.ending == .complete else {
      if record.ending == .exhausted { return test(.undecided, "the run was out of budget") }
      return test(.undecided, "the run ended early: \(record.ending.rawValue)")
    }
    return test(.passed)
  }

  private func test(of conclusion: Conclusion) -> ReportSuite.Test {
    let outcome: ReportSuite.Outcome =
      switch conclusion.status {
      case .passed: .passed
      case .failed: .failed
      // The test of the endpoint already reports the problem.
      case .undecided: record.problem == nil ? .undecided : .skipped
      case .advised, .untouched: .skipped
      case .known: .known
      case .flaky: .flaky
      }
    let word: String? =
      switch conclusion.status {
      case .passed, .failed: nil
      case .advised: conclusion.causes.first?.severity.word.lowercased()
      case .known: "known to fail"
      case .flaky: "flaky"
      case .untouched: "not applicable"
      case .undecided: "not judged"
      }
    let remark = [word, conclusion.remark].compactMap(\.self).joined(separator: ": ")
    return ReportSuite.Test(
      name: conclusion.check.id, outcome: outcome, status: conclusion.status.word,
      remark: conclusion.status == .passed ? "" : remark.printable,
      type: "\(conclusion.check.level.rawValue), \(conclusion.check.concerns.rawValue)",
      details: outcome == .passed || conclusion.status == .untouched
        ? "" : details(of: conclusion))
  }
}
