internal import JSONText

/// Which checks explain the failures of which: the `yields_to` of all checks of a catalogue.
///
/// A check judges itself only. If a response breaks two requirements for one reason, the check of the
/// consequence yields to the check of the cause, and its findings are folded under that check's.
struct Precedence {
  private let checks: [String: Check]

  init(of checks: [Check]) {
    self.checks = Dictionary(checks.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The checks that some checks yield to, directly or through others, and that are not among them.
  func explaining(_ judging: [Check]) -> [Check] {
    var found = Set(judging.map(\.id))
    var open = judging.flatMap(\.yieldsTo)
    var explaining: [Check] = []
    while let id = open.popLast() {
      guard found.insert(id).inserted, let check = checks[id] else { continue }
      explaining.append(check)
      open += check.yieldsTo
    }
    return explaining.sorted { $0.id < $1.id }
  }

  /// Checks that yield to a check that does not exist, that is less severe, or that yields to them.
  func problems() -> [SuiteProblem] {
    checks.values.sorted { $0.id < $1.id }.flatMap { check in
      check.yieldsTo.compactMap { id in
        objection(to: id, of: check).map { what, remedy in
          SuiteProblem(
            file: check.file, line: Metadata.line(of: "yields_to", in: check.file),
            what: "`yields_to` names `\(id)`, \(what)", remedy: remedy)
        }
      }
    }
  }

  /// Why a check must not yield to another, and the fix; nil if it may.
  private func objection(to id: String, of check: Check) -> (what: String, remedy: String)? {
    guard let cause = checks[id] else {
      let near = id.nearest(of: Array(checks.keys)).map { "Perhaps `\($0)` is meant. " } ?? ""
      return ("which is not a check", near + "Name checks by their path below `checks/`.")
    }
    if cause.id == check.id || explaining([cause]).contains(where: { $0.id == check.id }) {
      return ("which yields to this check", "Remove one of the two: a cause has no consequence.")
    }
    guard !check.isMoreSevere(than: cause) else {
      return (
        "which is less severe, so the failure would be hidden",
        "Yield to checks only that are a `must`, or have the same `level`."
      )
    }
    guard cause.over == .exchange || cause.over == check.over else {
      return (
        "which judges more than one exchange",
        "A check over a case or the run explains failures by `explains` in its finding."
      )
    }
    return nil
  }
}

extension Check {
  /// Whether a failure would look less severe under the other check.
  fileprivate func isMoreSevere(than other: Check) -> Bool {
    other.level != .must && other.level != level
  }
}

extension Catalogue {
  /// The checks that some checks yield to, so that they must judge too.
  public func explaining(_ judging: [Check]) -> [Check] {
    Precedence(of: checks).explaining(judging)
  }
}
