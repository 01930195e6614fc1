internal import Harness
internal import Transcripts

/// The checks of a topic as tests, as far as formats for test results can tell.
struct ReportSuite {
  /// The topic.
  let name: String
  /// Its checks.
  var tests: [Test]
  /// How long it took, with three decimals: exchanges take time and judging them none, so that all of
  /// it is the endpoint's.
  var seconds = "0"

  /// A check as a test.
  struct Test {
    /// The id of the check.
    let name: String
    let outcome: Outcome
    /// What our own verdict is.
    let standing: String
    /// What to say of it in one line; empty where it passed.
    let remark: String
    /// How much it weighs and whom it concerns.
    let type: String
    /// All that there is to say of it; empty where it passed.
    let details: String

    /// Whether it is neither green nor red.
    var isSkipped: Bool { [.skipped, .known, .flaky].contains(outcome) }
  }

  /// What the formats know.
  enum Outcome: Equatable {
    case passed, failed
    /// It should have come to a verdict.
    case undecided
    /// It did not apply; or it fails and does not count, which is told without turning anything red.
    case skipped
    /// It fails, and is known to.
    case known
    /// It failed at times, and not so often that it would count.
    case flaky
  }
}

extension KeptRun {
  /// The run as suites of tests. That the endpoint can be judged at all is the first of them, so that
  /// one that cannot is one error, and not a hundred.
  var suites: [ReportSuite] {
    let elapsed = JSON(record.elapsedMilliseconds / 1000).text
    var suites = [
      ReportSuite(name: "endpoint", tests: [endpointTest] + gateTests, seconds: elapsed)
    ]
    var places: [String: Int] = [:]
    for conclusion in record.conclusions {
      let place = places[conclusion.topic, default: suites.count]
      if place == suites.count { suites.append(ReportSuite(name: conclusion.topic, tests: [])) }
      places[conclusion.topic] = place
      suites[place].tests.append(test(of: conclusion))
    }
    return suites
  }

  /// What identifies the run and the runtime that it judged.
  var identity: [(name: String, value: String)] {
    [
      ("endpoint", record.endpoint), ("model", record.model ?? ""),
      ("system_fingerprint", record.fingerprints.joined(separator: ", ")),
      ("profile", record.profile), ("strict", String(record.strict)),
      ("outcome", record.outcome.rawValue), ("summary", record.tally), ("cost", record.cost),
      ("harness", record.harness["version"]?.string ?? ""),
    ].filter { !$0.1.isEmpty }.map { ($0.0, $0.1.printable) }
      + record.identity.likeness.map { ($0.name.printable, $0.value.printable) }
  }

  /// Whether the endpoint is what it was, and what is known to fail still does, where that was asked.
  private var gateTests: [ReportSuite.Test] {
    var tests: [ReportSuite.Test] = []
    if let pinned = record.pinned, record.problem == nil, pinned.effect != .ignore {
      let counting = pinned.drifts.filter(\.counts)
      let (outcome, standing): (ReportSuite.Outcome, String) =
        pinned.isDrifted
        ? (.failed, "drifted")
        : pinned.isUndecided
          ? (.undecided, "not judged")
          : counting.isEmpty ? (.passed, "passed") : (.skipped, "drifted")
      tests.append(
        ReportSuite.Test(
          name: "endpoint/is-as-it-was", outcome: outcome, standing: standing,
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
          standing: !stale.isEmpty ? "stale" : unclear != nil ? "not judged" : "passed",
          remark: stale.first ?? unclear ?? "", type: "stale",
          details: (stale + [unclear].compactMap(\.self)).joined(separator: "\n")))
    }
    return tests
  }

  private var endpointTest: ReportSuite.Test {
    func test(_ outcome: ReportSuite.Outcome, _ remark: String = "", _ details: [String] = [])
      -> ReportSuite.Test
    {
      ReportSuite.Test(
        name: "endpoint/can-be-judged", outcome: outcome,
        standing: outcome == .passed ? "passed" : "not judged", remark: remark.printable,
        type: "must, protocol", details: details.map(\.printable).joined(separator: "\n"))
    }
    if let problem = record.problem {
      return test(
        .undecided, problem.what,
        [problem.what] + (problem.saw.isEmpty ? [] : ["saw: \(problem.saw)"])
          + problem.remedy.map { "try: \($0)" })
    }
    guard record.ending == .complete else {
      if record.ending == .exhausted { return test(.undecided, "the run was out of budget") }
      return test(.undecided, "the run ended early: \(record.ending.rawValue)")
    }
    return test(.passed)
  }

  private func test(of conclusion: Conclusion) -> ReportSuite.Test {
    let outcome: ReportSuite.Outcome =
      switch conclusion.standing {
      case .passed: .passed
      case .failed: .failed
      case .undecided: record.problem == nil ? .undecided : .skipped
      case .advised, .untouched: .skipped
      case .known: .known
      case .flaky: .flaky
      }
    let word: String? =
      switch conclusion.standing {
      case .passed, .failed: nil
      case .advised: conclusion.causes.first?.weight.word.lowercased()
      case .known: "known to fail"
      case .flaky: "flaky"
      case .untouched: "not applicable"
      case .undecided: "not judged"
      }
    let remark = [word, conclusion.remark].compactMap(\.self).joined(separator: ": ")
    return ReportSuite.Test(
      name: conclusion.check.id, outcome: outcome, standing: conclusion.standing.word,
      remark: conclusion.standing == .passed ? "" : remark.printable,
      type: "\(conclusion.check.level.rawValue), \(conclusion.check.concerns.rawValue)",
      details: outcome == .passed || conclusion.standing == .untouched
        ? "" : details(of: conclusion))
  }
}
