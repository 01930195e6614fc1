internal import JQ
internal import JSONText

/// A jq program of some checks with the same scope.
public struct CheckProgram: Sendable {
  /// The scope of the checks.
  let scope: Check.Scope
  /// The checks.
  let checks: [Check]
  /// The place of the first check among those of the scope.
  let first: Int
  /// The text of the program.
  let source: String

  /// The maximum number of checks in a program. libjq's compile time grows with the square of the size, but
  /// each program also compiles the builtins.
  private static let maxChecks = 15

  /// Groups checks of the same scope that include the same modules, so that a large module is compiled only for
  /// checks that need it. Added checks form their own programs, so that those of the built-in ones are always
  /// the same.
  static func grouping(_ checks: [Check], added: Set<String> = []) -> [CheckProgram] {
    Check.Scope.allCases.flatMap { scope in
      let alike = checks.filter { $0.over == scope }
      var programs: [CheckProgram] = []
      var first = 0
      for group in alike.map({ Kind($0, added) }).uniqued().sorted(by: { !$0.isAdded && $1.isAdded }
      ) {
        let members = alike.filter { Kind($0, added) == group }
        for start in stride(from: 0, to: members.count, by: maxChecks) {
          let some = Array(members[start..<min(start + maxChecks, members.count)])
          programs.append(CheckProgram(some, over: scope, from: first))
          first += some.count
        }
      }
      return programs
    }
  }

  /// What the checks of a program have in common.
  private struct Kind: Hashable {
    let includes: [String]
    let isAdded: Bool

    init(_ check: Check, _ added: Set<String>) {
      includes = check.includes
      isAdded = added.contains(check.id)
    }
  }

  /// A program that outputs, for each check that judges, its place and its result as soon as it is known.
  private init(_ checks: [Check], over scope: Check.Scope, from first: Int) {
    (self.checks, self.scope, self.first) = (checks, scope, first)
    let imports = checks.enumerated().map { "import \"\($1.module)\" as c\($0);" }
    let calls = checks.indices.map {
      "if $slots[\(first + $0)] then [\(first + $0), ($document | judged(c\($0)::applies; c\($0)::check))] "
        + "else empty end"
    }
    source = """
      \(imports.joined(separator: "\n"))
      def judged(applies; check):
        try ([applies] as $when
          | if $when == [] then {raised: "`applies` had no output"}
            elif $when == [true] then {outputs: [limit(100; check)]}
            else {skipped: ($when | map(select(. != true))[0])} end)
        catch {raised: .};
      .slots as $slots | .document as $document | \(calls.joined(separator: ",\n"))
      """
  }

  /// The places of the checks.
  var places: Range<Int> { first..<first + checks.count }

  /// The program of one check.
  static func alone(_ check: Check) -> CheckProgram {
    CheckProgram([check], over: check.over, from: 0)
  }

  /// The input of programs: whether the check at each place judges, and the document.
  static func input(_ slots: [Bool], _ document: Input) -> Input {
    let texts = slots.map { $0 ? "true" : "false" }
    return document.member("document", of: #"{"slots":[\#(texts.joined(separator: ","))],"#)
  }

  /// The examples of its checks, as inputs of the program.
  var examples: [Input] {
    checks.enumerated().flatMap { index, check in
      let slots = (0..<first + checks.count).map { $0 == first + index }
      return (check.passes + check.fails).map { Self.input(slots, Input($0.expanded.bytes())) }
    }
  }
}
