internal import Harness
internal import JSONText

/// The paragraph that opens a report: the verdict, the causes to fix first, and what works.
struct Lead {
  /// The verdict in a sentence.
  let verdict: String
  /// Why the run did not send all requests; nil if it did.
  let failure: RepeatedFailure?
  /// The first causes to fix.
  let first: [Cause]
  /// The number of further causes that count.
  let others: Int
  /// What works, such as `steps 1 to 3 of 4, streaming`; empty if nothing does.
  let works: String

  /// What to do with the first causes: all of them, or the first of many.
  var label: String { others == 0 ? "Fix:" : "Fix first, of \(first.count + others):" }

  /// The verdict, with the reason why the run did not send all requests, and what to do.
  var verdictWithFailure: String {
    guard let failure else { return verdict }
    return
      "\(verdict) \(failure.effect): \(failure.what). To do: \(failure.remedy.joined(separator: "; "))."
  }

  /// The paragraph on one line.
  var text: String {
    let causes = first.enumerated().map { number, cause in
      "\(number + 1). \(cause.check.id): \(cause.example.finding.message.cut(to: 120))"
    }
    let fixes = causes.isEmpty ? "" : " \(label) \(causes.joined(separator: "; "))."
    return verdictWithFailure + fixes + (works.isEmpty ? "" : " Works: \(works).")
  }
}

extension RunRecord {
  /// The opening paragraph; nil if the endpoint could not be judged, because the problem says all.
  var lead: Lead? {
    guard observed.problem == nil else { return nil }
    let failed = causes.filter { $0.severity == .failed }
    let shown = failed.prefix(3)
    return Lead(
      verdict: leadVerdict(failed.count), failure: observed.failure, first: Array(shown),
      others: failed.count - shown.count, works: works)
  }

  private func leadVerdict(_ failures: Int) -> String {
    switch outcome {
    case .conformant: "The endpoint is conformant: no required check failed."
    case .drifted: "The endpoint is conformant, but differs from the pin."
    case .notConformant where failures == 0: "The run failed only because known failures are stale."
    case .notConformant: "The endpoint is not conformant: \(problems(failures))."
    case .undecided where failures > 0:
      "The run is undecided, and has already found \(problems(failures))."
    case .undecided: "The run is undecided: some required checks have no result."
    }
  }

  private func problems(_ count: Int) -> String { count == 1 ? "1 failure" : "\(count) failures" }

  /// The steps and suites in which no check that counts failed.
  private var works: String {
    let sections = sections.filter { [.passed, .advised, .known, .flaky].contains($0.status) }
    let steps = sections.compactMap { section -> (number: Int, of: Int)? in
      // The step of a case has the form `2 of 4`.
      let words = section.cases.first?.testCase.step?.split(separator: " ") ?? []
      guard words.count == 3, let number = Int(words[0]), let count = Int(words[2]) else {
        return nil
      }
      return (number, count)
    }
    let suites = sections.filter { $0.cases.first?.testCase.step == nil }
      .compactMap { $0.cases.first?.testCase.suite }.uniqued()
    var parts = suites
    if let count = steps.first?.of {
      let numbers = steps.map(\.number)
      let all = numbers.count == count
      parts.insert(
        all
          ? "all \(count) steps"
          : "step\(numbers.count == 1 ? "" : "s")"
            + " \(numbers.map(String.init).joined(separator: ", ")) of \(count)", at: 0)
    }
    return parts.joined(separator: ", ")
  }
}
