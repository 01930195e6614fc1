internal import Transcripts

extension [CheckResult] {
  /// Folds each finding under a finding of a check that its check yields to, if both can be about the same
  /// choice and call. The causes are the results of one exchange, or of a case with all its exchanges.
  func folded(by checks: [Check], under causes: [CheckResult]) -> [CheckResult] {
    let failed = Dictionary(
      grouping: causes.filter { !$0.allFindings.isEmpty }, by: \.check)
    guard !failed.isEmpty else { return self }
    let yieldsTo = Dictionary(checks.map { ($0.id, $0.yieldsTo) }, uniquingKeysWith: { $1 })

    /// The check that explains a finding: the last one in the chain of checks that yield to each other.
    func cause(of finding: Finding, of id: String) -> String? {
      for id in yieldsTo[id] ?? [] {
        for other in (failed[id] ?? []).flatMap(\.allFindings)
        where finding.canBeConsequence(of: other) {
          return cause(of: other, of: id) ?? id
        }
      }
      return nil
    }

    return map { result in
      guard case .fail(let findings) = result.verdict else { return result }
      let pairs = findings.map { (finding: $0, cause: cause(of: $0, of: result.check)) }
      guard let explainer = pairs.compactMap(\.cause).first else { return result }
      var folded = result
      folded.fold(pairs.filter { $0.cause != nil }.map(\.finding), under: explainer)
      return folded
    }
  }
}

extension CheckResult {
  /// All findings, including those that another check explains.
  var allFindings: [Finding] { findings + consequences }

  /// Notes that another check explains some findings. Without other findings, the check did not fail.
  mutating func fold(_ explained: [Finding], under check: String) {
    let unexplained = findings.filter { !explained.contains($0) }
    explainedBy = check
    consequences += explained
    verdict =
      unexplained.isEmpty
      ? .notApplicable(Reason(.explained, "explained by \(check)")) : .fail(unexplained)
  }
}

extension Finding {
  /// Whether it can be about the same choice and call as another finding.
  fileprivate func canBeConsequence(of other: Finding) -> Bool {
    guard let location, let cause = other.location else { return true }
    return location.mayBeSame(as: cause)
  }
}
