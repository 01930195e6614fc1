/// The cases and checks that `--only` and `--skip` select.
///
/// A pattern that matches a case selects only among the cases, because a case that few checks judge would
/// look correct. `checks/…` selects checks if a suite and a topic have the same name.
public struct Selection: Sendable, Equatable {
  /// Patterns for what is selected; all if there are none.
  public var only: [String]
  /// Patterns for what is left out.
  public var skip: [String]

  /// Selects everything, unless there are patterns.
  public init(only: [String] = [], skip: [String] = []) {
    self.only = only
    self.skip = skip
  }

  /// The selected cases.
  func choose(from cases: [Case]) -> [Case] {
    choose(from: cases, by: \.names)
  }

  /// The selected checks. Patterns that match one of the cases are ignored.
  func choose(from checks: [Check], besides cases: [Case]) -> [Check] {
    let caseNames = cases.flatMap(\.names)
    let forChecks = Selection(
      only: only.filter { !Glob($0).matches(anyOf: caseNames) },
      skip: skip.filter { !Glob($0).matches(anyOf: caseNames) })
    return forChecks.choose(from: checks, by: \.names)
  }

  /// The items that the patterns select; patterns that match no item have no effect.
  private func choose<Item>(from items: [Item], by names: (Item) -> [String]) -> [Item] {
    let all = items.flatMap(names)
    func globs(_ patterns: [String]) -> [Glob] {
      patterns.map(Glob.init).filter { $0.matches(anyOf: all) }
    }
    let (wanted, unwanted) = (globs(only), globs(skip))
    return items.filter { item in
      func matches(_ globs: [Glob]) -> Bool { globs.contains { $0.matches(anyOf: names(item)) } }
      return (wanted.isEmpty || matches(wanted)) && !matches(unwanted)
    }
  }
}

extension Case {
  /// The names that a pattern can match.
  var names: [String] { [id, module] }
}

extension Check {
  /// The names that a pattern can match.
  var names: [String] { [id, "checks/" + id] }
}
