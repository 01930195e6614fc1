/// What `--only` and `--skip` leave of the cases and the checks: a pattern that matches cases chooses
/// among cases, one that matches checks among checks.
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

  /// Those that are chosen, each known by some names.
  func choose<Item>(from items: [Item], by names: (Item) -> [String]) -> [Item] {
    let all = items.flatMap(names)
    func globs(_ patterns: [String]) -> [Glob] {
      patterns.map(Glob.init).filter { all.contains(where: $0.matches) }
    }
    let (wanted, unwanted) = (globs(only), globs(skip))
    return items.filter { item in
      func isIn(_ globs: [Glob]) -> Bool {
        globs.contains { names(item).contains(where: $0.matches) }
      }
      return (wanted.isEmpty || isIn(wanted)) && !isIn(unwanted)
    }
  }
}
