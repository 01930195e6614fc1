internal import JSONText
internal import Transcripts

/// The known failures of an endpoint: a file with one line for each.
///
///     CHECK [CASE] [sometimes] [unjudged] [when KEY=VALUE …]: REASON[, LINK][, until YYYY-MM-DD]
public struct KnownFailures: Sendable {
  /// The path of the file.
  public var file: String
  /// The lines.
  public var entries: [KnownFailure] = []

  /// The maximum number of problems that are reported.
  private static let maxProblems = 20

  /// Reads a file.
  public init(file: String) throws {
    self.file = file
    guard let bytes = try NamedFile.read(file) else {
      throw SuiteProblems(problems: [
        SuiteProblem(
          file: file, what: "the file of known failures does not exist",
          remedy: "`conformance known write \(file)` creates it from a run.")
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
        // A file of another kind would have a problem in every line.
        if problems.count == Self.maxProblems { break }
      }
    }
    if !problems.isEmpty { throw SuiteProblems(problems: problems) }
  }

  /// The lines that match no check or no case. They are usually misspelled.
  public func problems(in catalogue: Catalogue) -> [SuiteProblem] {
    Array(
      entries.lazy.flatMap { entry -> [SuiteProblem] in
        func problem(_ kind: String, _ name: String, _ names: [String]) -> SuiteProblem? {
          guard !Glob(name).matches(anyOf: names) else { return nil }
          return SuiteProblem(
            file: file, line: entry.line, what: "there is no \(kind) `\(name)`",
            remedy: name.nearest(of: names).map { "Perhaps `\($0)` is meant." }
              ?? "`conformance list` shows all checks and cases.")
        }
        return [
          problem("check", entry.check, catalogue.checks.map(\.id)),
          entry.testCase.flatMap { problem("case", $0, catalogue.cases.flatMap(\.names)) },
        ].compactMap(\.self)
      }.prefix(Self.maxProblems))
  }
}

extension KnownFailures {
  /// The results of a run with the known failures marked, and the state of each line. Lines with unknown
  /// conditions are in force if `inDoubt`.
  func excuse(_ record: RunRecord, inDoubt: Bool) -> (results: [CheckResult], [KnownVerdict]) {
    let (results, matches) = match(
      record.results, of: record, ResultIndex(of: record), inDoubt: inDoubt)
    // A pass in some of the cases does not show that the others pass.
    let coversAllCases = record.shard == nil && record.selection == Selection()
    // A result that is inconclusive for a known reason cannot be judged better.
    let undecided = results.filter {
      $0.verdict.isInconclusive && $0.concerns != .model && $0.known == nil
    }
    let verdicts = matches.map { match in
      func verdict(_ state: KnownVerdict.State) -> KnownVerdict {
        KnownVerdict(match.entry, in: file, state)
      }
      if match.covered.isEmpty { return verdict(.elsewhere) }
      if match.isInForce != nil, match.isOver { return verdict(.expired) }
      if !match.broken.isEmpty { return verdict(.fails) }
      guard match.isInForce != nil else { return verdict(.notJudged) }
      let passes = match.covered.contains { record.provesPass(record.results[$0]) }
      if passes, match.entry.isOccasional { return verdict(.occasional) }
      guard passes, record.ending == .complete, coversAllCases || match.entry.isOfOneCase,
        !undecided.contains(where: match.entry.mayConcern)
      else { return verdict(.notJudged) }
      return verdict(.stale)
    }
    return (results, verdicts)
  }

  /// Some results of a run in progress, with the known failures and their consequences marked.
  func mark(_ results: [CheckResult], of record: RunRecord) -> [CheckResult] {
    match(results, of: record, ResultIndex(results, of: record), inDoubt: false).results
  }

  /// A line, and the results that it covers.
  private struct Match {
    let entry: KnownFailure
    /// Whether its conditions hold; nil if that is unknown.
    let isInForce: Bool?
    let isOver: Bool
    let covered: [Int]
    /// The covered results that fail as the line describes; empty if the line has expired.
    let broken: [Int]

    /// The note on these results.
    var known: CheckResult.Known {
      CheckResult.Known(entry.reason, isInDoubt: isInForce == nil)
    }
  }

  /// Marks the known failures among some results, and their consequences.
  private func match(
    _ results: [CheckResult], of record: RunRecord, _ index: ResultIndex, inDoubt: Bool
  ) -> (results: [CheckResult], [Match]) {
    let today = String(record.started.prefix(10))
    var results = results
    let matches = entries.map { entry in
      let isInForce = entry.isInForce(in: record)
      let isOver = entry.isOver(on: today)
      let covered = isInForce != false ? index.results(covered: entry) : []
      let counted = isOver || !(isInForce ?? inDoubt) ? [] : covered
      let match = Match(
        entry: entry, isInForce: isInForce, isOver: isOver, covered: covered,
        broken: counted.filter { entry.foresees(results[$0]) })
      results.mark(match.broken, as: match.known)
      return match
    }
    results.excuse(behind: matches.map { ($0.broken, $0.known) }, index, record.setup)
    return (results, matches)
  }
}

extension KnownFailure {
  /// Whether the line names a single case, so that a run of this case alone decides about it.
  fileprivate var isOfOneCase: Bool { testCase.map { !$0.contains("*") } ?? false }

  /// Whether the known failure may be hidden behind an inconclusive result. A missing response does not show
  /// which checks would have applied to it, so any check is possible.
  fileprivate func mayConcern(_ undecided: CheckResult) -> Bool {
    guard let testCase, let id = undecided.testCase else { return true }
    return Glob(testCase).matches(id)
  }
}

extension RunRecord {
  /// Whether a result shows that the check passes. For a skill of the model only a rate does.
  fileprivate func provesPass(_ result: CheckResult) -> Bool {
    guard result.verdict == .pass else { return false }
    return result.concerns != .model || rate(of: result)?.verdict == .pass
  }
}
