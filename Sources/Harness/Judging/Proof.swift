public import JQ
internal import Transcripts

/// Holds checks against their own examples, as tests do for the built-in ones.
public struct Proof: Sendable {
  private let worker: Worker

  /// Prepares to prove checks with a worker that knows their folders.
  public init(worker: Worker) {
    self.worker = worker
  }

  /// The examples that do not come out as the check says; the checks must compile.
  public func problems(of checks: [Check]) async -> [SuiteProblem] {
    var problems: [SuiteProblem] = []
    for check in checks {
      let judge = Judge([check], worker: worker)
      for (key, examples) in [("passes", check.passes), ("fails", check.fails)] {
        for (number, example) in examples.enumerated() {
          let verdict = await judge.judge(example.text, over: check.over).first?.1
          // What was cut short proves nothing.
          guard let verdict, !Task.isCancelled else { return [] }
          guard verdict.word != (key == "passes" ? "pass" : "fail") else { continue }
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
}

extension Verdict {
  /// The verdict and what goes with it, in a line.
  fileprivate var told: String {
    switch self {
    case .pass: "it passes"
    case .fail(let findings): "found \(findings.map(\.message).joined(separator: "; "))"
    case .notApplicable(let reason): "not applicable, \(reason)"
    case .inconclusive(let reason): "inconclusive, \(reason)"
    }
  }
}
