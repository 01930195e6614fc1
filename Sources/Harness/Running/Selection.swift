/// What `--only` and `--skip` leave of the cases and the checks. A pattern that matches a case
/// chooses among cases and leaves the checks alone, since a case judged by few checks would look
/// sound; `checks/…` names checks where a suite and a topic share their name.
public struct Selection: Sendable, Equatable {
  /// Nothing but what matches one of these.
  public var only: [String]
  /// Nothing that matches one of these.
  public var skip: [String]

  /// Chooses everything, unless patterns are given.
  public init(only: [String] = [], skip: [String] = []) {
    self.only = only
    self.skip = skip
  }

  /// The cases that are chosen.
  func choose(from cases: [Case]) -> [Case] {
    choose(from: cases, by: \.names)
  }

  /// The checks that are chosen, where these are the cases to choose from.
  func choose(from checks: [Check], besides cases: [Case]) -> [Check] {
    let taken = cases.flatMap(\.names)
    let rest = Selection(
      only: only.filter { !Glob($0).matches(anyOf: taken) },
      skip: skip.filter { !Glob($0).matches(anyOf: taken) })
    return rest.choose(from: checks, by: \.names)
  }

  private func choose<Item>(from items: [Item], by names: (Item) -> [String]) -> [Item] {
    let all = items.flatMap(names)
    func globs(_ patterns: [String]) -> [Glob] {
      patterns.map(Glob.init).filter { $0.matches(anyOf: all) }
    }
    let (wanted, unwanted) = (globs(only), globs(skip))
    return items.filter { item in
      func isIn(_ globs: [Glob]) -> Bool { globs.contains { $0.matches(anyOf: names(item)) } }
      return (wanted.isEmpty || isIn(wanted)) && !isIn(unwanted)
    }
  }
}

extension Case {
  /// What a pattern may know it by.
  var names: [String] { [id, module] }
}

extension Check {
  /// What a pattern may know it by.
  var names: [String] { [id, "checks/" + id] }
}
