internal import JSONText
internal import Transcripts

/// The failures of an endpoint that somebody knows of: a file with a line for each.
///
///     CHECK [CASE] [sometimes] [unjudged] [when KEY=VALUE …]: REASON[, LINK][, until YYYY-MM-DD]
public struct KnownFailures: Sendable {
  /// The file.
  public var file: String
  /// Its entries.
  public var entries: [KnownFailure] = []

  private static let mostProblems = 20

  static let form =
    "A line is `CHECK [CASE] [sometimes] [unjudged] [when server=vllm version<0.24 …]: REASON[, LINK][, until 2026-12-31]`."

  /// Reads a file.
  public init(file: String) throws {
    self.file = file
    guard let bytes = try NamedFile.read(file) else {
      throw SuiteProblems(problems: [
        SuiteProblem(
          file: file, what: "there is no such file of known failures",
          remedy: "`conformance known write \(file)` makes one of a run.")
      ])
    }
    let text = String(decoding: bytes, as: UTF8.self)
    var problems: [SuiteProblem] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, raw) in lines.enumerated() {
      let line = String(raw).trimmed
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      do throws(SuiteProblem) {
        entries.append(try KnownFailure(line, number: index + 1, file: file))
      } catch {
        problems.append(error)
        // What is no such file at all need not be told line by line.
        if problems.count == Self.mostProblems { break }
      }
    }
    if !problems.isEmpty { throw SuiteProblems(problems: problems) }
  }

  /// Entries that speak of no check or case there is: most often they are misspelt.
  public func problems(in catalogue: Catalogue) -> [SuiteProblem] {
    Array(
      entries.lazy.flatMap { entry -> [SuiteProblem] in
        func problem(_ kind: String, _ name: String, _ names: [String]) -> SuiteProblem? {
          guard !Glob(name).matches(anyOf: names) else { return nil }
          return SuiteProblem(
            file: file, line: entry.line, what: "there is no \(kind) `\(name)`",
            remedy: name.nearest(of: names).map { "Perhaps `\($0)` is meant." }
              ?? "`conformance list` shows all.")
        }
        return [
          problem("check", entry.check, catalogue.checks.map(\.id)),
          entry.testCase.flatMap { problem("case", $0, catalogue.cases.flatMap(\.names)) },
        ].compactMap(\.self)
      }.prefix(Self.mostProblems))
  }
}

extension KnownFailure {
  /// Reads a line.
  fileprivate init(_ text: String, number: Int, file: String) throws(SuiteProblem) {
    func problem(_ what: String) -> SuiteProblem {
      SuiteProblem(file: file, line: number, what: what, remedy: KnownFailures.form)
    }
    // A colon within a word, as in `qwen3:8b`, is a part of it.
    guard let colon = text.firstRange(of: ": ") else {
      throw problem("it gives no reason behind a colon")
    }
    var words = text[..<colon.lowerBound].split(separator: " ").map(String.init)[...]
    guard let check = words.popFirst() else { throw problem("it names no check") }
    self.check = check
    line = number
    if let word = words.first, !["sometimes", "unjudged", "when"].contains(word) {
      testCase = words.popFirst()
    }
    while let word = words.first, ["sometimes", "unjudged"].contains(word) {
      if word == "sometimes" { isOccasional = true } else { isUnjudged = true }
      words.removeFirst()
    }
    if let word = words.popFirst() {
      guard word == "when", !words.isEmpty else {
        throw problem(
          "`\(word)` is neither `sometimes` nor `unjudged` nor a condition behind `when`")
      }
      for word in words {
        guard let condition = Condition(word) else {
          throw problem(
            "`\(word)` is no condition: it is one of \(Condition.keys.joined(separator: ", "))"
              + " and a value, with \(Condition.relations.joined(separator: " ")) between")
        }
        conditions.append(condition)
      }
    }
    var rest = String(text[colon.upperBound...]).trimmed
    if let match = rest.firstMatch(of: /(?:^|,)\s*until\s+(\S+)$/) {
      let date = String(match.output.1)
      guard Timestamp(day: date) != nil else {
        throw problem("`until \(date)` is no date such as 2026-12-31")
      }
      until = date
      rest = String(rest[..<match.range.lowerBound]).trimmed
    }
    // A date that is overlooked would let it fail for ever.
    if let match = rest.firstMatch(of: /(?i)\buntil\b\W*\d{4}-\d{2}-\d{2}/) {
      throw problem(
        "`\(match.output)` has to stand at the end, behind a comma: `, until 2026-12-31`")
    }
    guard !rest.isEmpty else { throw problem("it gives no reason") }
    reason = rest
  }
}

extension KnownFailure.Condition {
  fileprivate init?(_ word: String) {
    for relation in Self.relations {
      guard let found = word.firstRange(of: relation) else { continue }
      key = String(word[..<found.lowerBound])
      self.relation = relation
      value = String(word[found.upperBound...])
      guard Self.keys.contains(key), !value.isEmpty else { return nil }
      return
    }
    return nil
  }
}
