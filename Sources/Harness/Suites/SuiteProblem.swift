internal import JSONText

/// A problem in a file of a suite, with enough detail for its author to fix it.
public struct SuiteProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// The path of the file.
  public var file: String
  /// The line, if known.
  public var line: Int?
  /// The problem.
  public var what: String
  /// What to change.
  public var remedy: String

  /// Describes a problem.
  public init(file: String, line: Int? = nil, what: String, remedy: String) {
    self.file = file
    self.line = line
    self.what = what
    self.remedy = remedy
  }

  /// The problem and its fix on two lines.
  public var description: String {
    "\(file)\(line.map { ":\($0)" } ?? ""): \(what)\n  \(remedy)"
  }
}

/// All problems of the suites, so that an author can fix them at once.
public struct SuiteProblems: Error, Sendable, CustomStringConvertible {
  /// The problems, at least one.
  public var problems: [SuiteProblem]

  /// Collects problems.
  public init(problems: [SuiteProblem]) {
    self.problems = problems
  }

  /// All problems, each on two lines.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

extension [SuiteProblem] {
  /// Throws the problems, if there are any.
  public func throwIfAny() throws(SuiteProblems) {
    if !isEmpty { throw SuiteProblems(problems: self) }
  }
}

extension SuiteProblem {
  /// Reads the messages of libjq about a module that does not compile.
  static func compilation(of file: String, _ messages: [String]) -> [SuiteProblem] {
    // A message is followed by lines of source, and the last message is a count.
    let lines = messages.flatMap { $0.split(separator: "\n") }.map(String.init)
    let real = lines.filter { $0.hasPrefix("jq: error: ") }
    let problems = (real.isEmpty ? messages : real).map { message -> SuiteProblem in
      var what = message.hasPrefix("jq: error: ") ? String(message.dropFirst(11)) : message
      var place = file
      var line: Int?
      if let at = what.lastRange(of: " at /") ?? what.lastRange(of: " at <"),
        let comma = what.range(of: ", line ", after: at.upperBound)
      {
        place = String(what[what.index(at.lowerBound, offsetBy: 4)..<comma.lowerBound])
        line = Int(what[comma.upperBound...].prefix { $0.isNumber })
        what = String(what[..<at.lowerBound])
      }
      if place.hasPrefix("<") { (place, line) = (file, nil) }
      what = what.removing(" (Unix shell quoting issues?)").removing("candidate::")
      return SuiteProblem(file: place, line: line, what: what, remedy: remedy(for: what))
    }
    return problems.isEmpty
      ? [SuiteProblem(file: file, what: "it does not compile", remedy: "Try it with jq.")]
      : problems
  }

  private static func remedy(for what: String) -> String {
    if what.contains("request/0 is not defined") {
      return "A case defines what to send: `def request: chat({…});`."
    }
    if what.contains("check/0 is not defined") || what.contains("applies/0 is not defined") {
      return "A check defines both `def applies: …;` and `def check: …;`."
    }
    if what.contains("is not defined") {
      return "Define it, or include the library that does: `include \"lib/transcript\";`."
    }
    if what.contains("module not found") {
      return "Write the path of a module below the folder of suites, without `.jq`."
    }
    if what.contains("metadata must be constant") {
      return "`module {…}` may contain constants only: no operators, no `\\(…)` in strings."
    }
    return "`jq -L SUITES 'include \"PATH\"; .'` shows the same message; jq here is version 1.6."
  }
}
