internal import Transcripts

/// What was asked at a time: names of checks and cases that later versions of the tool add nothing to.
public struct RequirementSet: Sendable, Equatable {
  /// The month that it is of, as `2026-12`.
  public var date: String
  let names: Set<String>

  /// Reads a set's file: a line for each check and each case.
  init(date: String, file: String, text: [UInt8]) throws(SuiteProblems) {
    self.date = date
    var names: Set<String> = []
    var problems: [SuiteProblem] = []
    let lines = String(decoding: text, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
      let parts = line.split(separator: " ")
      if parts.count == 2, ["check", "case"].contains(parts[0]) {
        names.insert(String(line))
      } else {
        problems.append(
          SuiteProblem(
            file: file, line: number + 1, what: "`\(line)` names nothing",
            remedy: "A line is `check TOPIC/NAME` or `case SUITE/NAME`."))
      }
    }
    if !problems.isEmpty { throw SuiteProblems(problems: problems) }
    self.names = names
  }

  /// Whether a check was asked for then.
  func has(_ check: Check) -> Bool { names.contains("check \(check.id)") }

  /// Whether a case was asked then.
  func has(_ one: Case) -> Bool { names.contains("case \(one.module)") }

  /// A line for each check and case of a catalogue, to become a set.
  public static func lines(of catalogue: Catalogue) -> [String] {
    catalogue.checks.map { "check \($0.id)" }
      + catalogue.cases.map { "case \($0.module)" }.uniqued().sorted()
  }
}
