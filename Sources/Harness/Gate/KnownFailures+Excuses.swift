extension KnownFailures {
  /// The results of a run with the known failures marked, and the state of each line. Lines with unknown
  /// conditions are in force if `inDoubt`.
  func excuse(_ record: RunRecord, inDoubt: Bool) -> (results: [CheckResult], [KnownVerdict]) {
    let (results, matches) = match(
      record.results, of: record, ResultIndex(of: record), inDoubt: inDoubt)
    // A pass in a part of the cases does not show that the others pass.
    let isWhole = record.shard == nil && record.selection == Selection()
    // A result that is inconclusive for a known reason cannot be judged better.
    let open = results.filter {
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
      let passes = match.covered.contains { record.isSure(of: record.results[$0]) }
      if passes, match.entry.isOccasional { return verdict(.occasional) }
      guard passes, record.ending == .complete, isWhole || match.entry.isOfOneCase,
        !open.contains(where: match.entry.mayConcern)
      else { return verdict(.notJudged) }
      return verdict(.stale)
    }
    return (results, verdicts)
  }

  /// Some results of a run under way with the known failures marked, and what follows from them.
  func mark(_ results: [CheckResult], of record: RunRecord) -> [CheckResult] {
    match(results, of: record, ResultIndex(results, of: record), inDoubt: false).results
  }

  /// A line, and the results that it is about.
  private struct Match {
    let entry: KnownFailure
    /// Whether its conditions hold; nil if that is unknown.
    let isInForce: Bool?
    let isOver: Bool
    let covered: [Int]
    /// The results that fail as the line says, if its date is not over.
    let broken: [Int]

    /// Why these may fail.
    var known: CheckResult.Known {
      CheckResult.Known(entry.reason, isInDoubt: isInForce == nil)
    }
  }

  /// Marks the known failures among some results, and what follows from them.
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
  /// Whether it is about a single case, which says all there is to say of it.
  fileprivate var isOfOneCase: Bool { testCase.map { !$0.contains("*") } ?? false }

  /// Whether its failure may hide behind a result that is open: what an answer that did not come would
  /// have been judged by is nowhere named.
  fileprivate func mayConcern(_ open: CheckResult) -> Bool {
    guard let testCase, let id = open.testCase else { return true }
    return Glob(testCase).matches(id)
  }
}

extension RunRecord {
  /// Whether a result shows that nothing fails: of a model's skill only a rate does.
  fileprivate func isSure(of result: CheckResult) -> Bool {
    guard result.verdict == .pass else { return false }
    return result.concerns != .model || rate(of: result)?.verdict == .pass
  }
}

extension [CheckResult] {
  /// Marks what could not be judged because of known failures, each group with its reason.
  mutating func excuse(
    behind known: [(failures: [Int], reason: CheckResult.Known)], _ index: ResultIndex,
    _ setup: RunSetup
  ) {
    let others = index.firstSteps(
      of: indices.filter {
        !self[$0].findings.isEmpty && self[$0].known == nil && setup.isEnforced(self[$0].level)
      })
    for (failures, reason) in known {
      // A failed `should` that does not count keeps nothing from being judged.
      let enforced = failures.filter { setup.isEnforced(self[$0]) }
      mark(index.consequences(of: enforced, besides: others), as: reason)
    }
  }

  /// Marks results as known, unless they are marked already.
  fileprivate mutating func mark(_ places: some Sequence<Int>, as reason: CheckResult.Known) {
    for place in places where self[place].known == nil { self[place].known = reason }
  }
}
