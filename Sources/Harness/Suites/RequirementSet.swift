internal import JSONText
internal import Transcripts

/// The names of the checks and cases of a release, so that later releases of the tool add nothing
/// to them.
public struct RequirementSet: Sendable, Equatable {
  /// The month, such as `2026-12`.
  public var date: String
  let names: Set<String>

  /// Reads the file of a set, one check or case per line.
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
            file: file, line: number + 1, what: "`\(line)` is not a check or case",
            remedy: "Write `check TOPIC/NAME` or `case SUITE/NAME`."))
      }
    }
    if !problems.isEmpty { throw SuiteProblems(problems: problems) }
    self.names = names
  }

  /// Whether the set includes a check.
  func has(_ check: Check) -> Bool { names.contains("check \(check.id)") }

  /// Whether the set includes a case.
  func has(_ testCase: Case) -> Bool { names.contains("case \(testCase.module)") }

  /// The lines of a new set with all checks and cases of a catalogue.
  public static func lines(of catalogue: Catalogue) -> [String] {
    catalogue.checks.map { "check \($0.id)" }
      + catalogue.cases.map { "case \($0.module)" }.uniqued().sorted()
  }
}
