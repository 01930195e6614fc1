public import JQ
internal import JSONText
internal import Transcripts

/// Holds checks against their own examples, as tests do for the built-in ones.
public struct Proof: Sendable {
  private let worker: Worker
  private let remedies: [String: Remedy]

  /// Prepares to prove checks with a worker that knows their folders, and the remedies that they may name.
  public init(worker: Worker, remedies: [String: Remedy] = [:]) {
    self.worker = worker
    self.remedies = remedies
  }

  /// The examples that do not come out as the check says; the checks must compile.
  public func problems(of checks: [Check]) async -> [SuiteProblem] {
    var problems: [SuiteProblem] = []
    for check in checks {
      let judge = Judge([check], worker: worker)
      for (key, examples) in [("passes", check.passes), ("fails", check.fails)] {
        for (number, example) in examples.enumerated() {
          let verdict = await judge.judge(example.expanded.text, over: check.over).first?.1
          // What was cut short proves nothing.
          guard let verdict, !Task.isCancelled else { return [] }
          guard verdict.kind != (key == "passes" ? .pass : .fail) else {
            problems += unknownRemedies(in: verdict, of: check, at: "`\(key)[\(number)]`", key)
            problems += harmless(verdict, of: check, at: "`\(key)[\(number)]`", key)
            continue
          }
          problems.append(
            SuiteProblem(
              file: check.file, line: Metadata.line(of: key, in: check.file),
              what:
                "`\(key)[\(number)]` does not \(key == "passes" ? "pass" : "fail"): \(verdict.told)",
              remedy: "Mend the check or the example: a check proves itself on its examples."))
        }
      }
    }
    return problems
  }

  /// A finding of which a report could not say what breaks.
  private func harmless(
    _ verdict: Verdict, of check: Check, at example: String, _ key: String
  ) -> [SuiteProblem] {
    guard case .fail(let findings) = verdict else { return [] }
    guard !check.harms.isEmpty else { return [] }
    let mute = findings.filter { $0.breaks.isEmpty && check.harms(of: $0).isEmpty }
    return mute.map { $0.about ?? "" }.uniqued().map { about in
      SuiteProblem(
        file: check.file, line: Metadata.line(of: "breaks", in: check.file),
        what:
          "no entry of `breaks` is about \(about.isEmpty ? "every finding" : "`\(about)`") (\(example))",
        remedy: "Add an entry with this `about`, or one without `about`, which is for all findings."
      )
    }
  }

  /// What a finding names and nothing holds would be shown as its id.
  private func unknownRemedies(
    in verdict: Verdict, of check: Check, at example: String, _ key: String
  ) -> [SuiteProblem] {
    guard case .fail(let findings) = verdict else { return [] }
    return findings.flatMap(\.remedy).uniqued().compactMap { id in
      SuiteProblem.unknownRemedy(
        id, among: remedies, in: check.file, line: Metadata.line(of: key, in: check.file),
        where: " (\(example) shows it)")
    }
  }
}

extension Verdict {
  /// The verdict and what goes with it, in a line.
  fileprivate var told: String {
    switch self {
    case .pass: "it passes"
    case .fail(let findings): "found \(findings.map(\.message).joined(separator: "; "))"
    case .notApplicable(let reason): "not applicable, \(reason.words)"
    case .inconclusive(let reason): "inconclusive, \(reason.words)"
    }
  }
}
