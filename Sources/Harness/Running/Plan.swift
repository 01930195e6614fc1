/// What a run is to do: decided, and checked for typos, before anything is sent.
public struct Plan: Sendable {
  /// The trials, in the order of report.
  public var trials: [Trial]
  /// The checks that judge them.
  public var checks: [Check]

  /// Why there is nothing to run.
  public struct Problem: Error, Sendable, CustomStringConvertible {
    /// What is wrong, and what could be meant.
    public var description: String
  }

  /// An empty plan, to be filled with the trials of a kept run.
  init(toJudgeWith checks: [Check]) {
    self.checks = checks
    trials = []
  }

  /// Chooses from a catalogue. A pattern of `only` and `skip` that matches cases chooses cases, one
  /// that matches checks chooses checks.
  public init(
    _ catalogue: Catalogue, profile: Profile, only: [String] = [], skip: [String] = []
  ) throws(Problem) {
    let suites = catalogue.added.union(profile.suites)
    for suite in profile.suites where !catalogue.cases.contains(where: { $0.suite == suite }) {
      let known = Set(catalogue.cases.map(\.suite)).sorted().joined(separator: ", ")
      throw Problem(
        description: "the profile \(profile.name) names a suite `\(suite)` that is not there; "
          + "suites: \(known)")
    }
    let cases = catalogue.cases.filter { suites.contains($0.suite) }
    let checks = catalogue.checks
    let ids = (cases.map(\.id) + cases.map(\.module), checks.map(\.id))

    /// Those of the patterns that match at least one of some ids.
    func patterns(_ given: [String], among ids: [String]) -> [Glob] {
      given.map(Glob.init).filter { glob in ids.contains(where: glob.matches) }
    }
    for given in only + skip {
      let glob = Glob(given)
      if !ids.0.contains(where: glob.matches) && !ids.1.contains(where: glob.matches) {
        let near = given.nearest(of: ids.0 + ids.1).map { "; perhaps `\($0)` is meant" } ?? ""
        throw Problem(
          description:
            "no case of the profile \(profile.name) and no check matches `\(given)`\(near)"
            + " (`*` stays within a folder, `**` does not; `conformance list` shows all)")
      }
    }
    func chosen(_ names: [String], among ids: [String]) -> Bool {
      let wanted = patterns(only, among: ids)
      let unwanted = patterns(skip, among: ids)
      return (wanted.isEmpty || wanted.contains { glob in names.contains(where: glob.matches) })
        && !unwanted.contains { glob in names.contains(where: glob.matches) }
    }
    self.checks = checks.filter { chosen([$0.id], among: ids.1) }
    trials = cases.filter { chosen([$0.id, $0.module], among: ids.0) }.map { Trial(of: $0) }
    guard !trials.isEmpty, !self.checks.isEmpty else {
      throw Problem(
        description: "--only and --skip leave \(trials.isEmpty ? "no case" : "no check")")
    }
  }
}

/// A pattern for ids: `*` stands for anything within a folder, `**` for anything.
struct Glob {
  private let pattern: [Character]

  init(_ pattern: String) {
    self.pattern = Array(pattern)
  }

  func matches(_ id: String) -> Bool {
    // For every prefix of the pattern, which prefixes of the text it matches.
    let text = Array(id)
    var reached = [Bool](repeating: false, count: text.count + 1)
    reached[0] = true
    var at = 0
    while at < pattern.count {
      var next = [Bool](repeating: false, count: text.count + 1)
      if pattern[at] == "*" {
        let crosses = at + 1 < pattern.count && pattern[at + 1] == "*"
        at += crosses ? 2 : 1
        var open = false
        for index in 0...text.count {
          if index > 0, !crosses, text[index - 1] == "/" { open = false }
          open = open || reached[index]
          next[index] = open
        }
      } else {
        for index in text.indices where reached[index] && text[index] == pattern[at] {
          next[index + 1] = true
        }
        at += 1
      }
      reached = next
    }
    return reached[text.count]
  }
}
