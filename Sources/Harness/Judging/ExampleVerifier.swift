public import JQ
internal import JSONText
internal import Transcripts

/// Runs checks on the examples in their metadata. For built-in checks, the tests do this.
public struct ExampleVerifier: Sendable {
  private let worker: Worker
  private let remedies: [String: Remedy]

  /// Prepares with a worker that knows the folders of the checks, and with the remedies that they may name.
  public init(worker: Worker, remedies: [String: Remedy] = [:]) {
    self.worker = worker
    self.remedies = remedies
  }

  /// The examples whose verdict is wrong. The checks must compile.
  public func problems(of checks: [Check]) async -> [SuiteProblem] {
    var problems: [SuiteProblem] = []
    for check in checks {
      let judge = Judge([check], worker: worker)
      for (key, examples) in [("passes", check.passes), ("fails", check.fails)] {
        for (number, example) in examples.enumerated() {
          let verdict = await judge.judge(Input(example.expanded.bytes()), over: check.over).first?
            .1
          // An interrupted verification has no result.
          guard let verdict, !Task.isCancelled else { return [] }
          guard verdict.kind != (key == "passes" ? .pass : .fail) else {
            problems += unknownRemedies(in: verdict, of: check, at: "`\(key)[\(number)]`", key)
            problems += missingHarms(in: verdict, of: check, at: "`\(key)[\(number)]`")
            continue
          }
          problems.append(
            SuiteProblem(
              file: check.file, line: Metadata.line(of: key, in: check.file),
              what:
                "`\(key)[\(number)]` does not \(key == "passes" ? "pass" : "fail"): \(verdict.summary)",
              remedy: "Fix the check or the example: examples are the tests of a check."))
        }
      }
    }
    return problems
  }

  /// The findings without a harm, for which a report could not state what breaks.
  private func missingHarms(
    in verdict: Verdict, of check: Check, at example: String
  ) -> [SuiteProblem] {
    guard case .fail(let findings) = verdict else { return [] }
    guard !check.harms.isEmpty else { return [] }
    let withoutHarm = findings.filter { $0.breaks.isEmpty && check.harms(of: $0).isEmpty }
    return withoutHarm.map { $0.about ?? "" }.uniqued().map { about in
      SuiteProblem(
        file: check.file, line: Metadata.line(of: "breaks", in: check.file),
        what:
          "no entry of `breaks` is about \(about.isEmpty ? "every finding" : "`\(about)`") (\(example))",
        remedy: "Add an entry with this `about`, or one without `about`, which is for all findings."
      )
    }
  }

  /// The remedies of findings that do not exist. A report would show only their ids.
  private func unknownRemedies(
    in verdict: Verdict, of check: Check, at example: String, _ key: String
  ) -> [SuiteProblem] {
    guard case .fail(let findings) = verdict else { return [] }
    return findings.flatMap(\.remedy).uniqued().compactMap { id in
      SuiteProblem.unknownRemedy(
        id, among: remedies, in: check.file, line: Metadata.line(of: key, in: check.file),
        where: " (found in \(example))")
    }
  }
}

extension Verdict {
  /// The verdict with its reason or findings, on one line.
  fileprivate var summary: String {
    switch self {
    case .pass: "it passes"
    case .fail(let findings): "found \(findings.map(\.message).joined(separator: "; "))"
    case .notApplicable(let reason): "not applicable, \(reason.words)"
    case .inconclusive(let reason): "inconclusive, \(reason.words)"
    }
  }
}
