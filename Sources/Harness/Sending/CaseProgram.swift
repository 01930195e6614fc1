internal import JSONText

/// A jq program that writes the requests of some cases.
public struct CaseProgram: Sendable {
  /// The modules of the cases.
  let modules: [String]
  /// The text of the program.
  let source: String

  /// The maximum number of modules in a program: libjq's compile time grows with its square.
  private static let maxModules = 30

  /// Groups the modules of cases; those of added suites form their own programs, so that those of the built-in
  /// ones are always the same.
  static func grouping(_ cases: [Case], added: Set<String> = []) -> [CaseProgram] {
    [false, true].flatMap { isAdded in
      let modules = cases.filter { added.contains($0.suite) == isAdded }.map(\.module).uniqued()
      return stride(from: 0, to: modules.count, by: maxModules).map { start in
        CaseProgram(Array(modules[start..<min(start + maxModules, modules.count)]))
      }
    }
  }

  /// A program for some modules. With the input null, it outputs nothing, to test whether it compiles.
  init(_ modules: [String]) {
    self.modules = modules
    let imports = modules.enumerated().map { "import \"\($1)\" as c\($0);" }
    let choices = modules.indices.map { "if $case == \($0) then c\($0)::request else empty end" }
    source = """
      \(imports.joined(separator: "\n"))
      select(. != null) | .case as $case | .input | \(choices.joined(separator: ",\n"))
      """
  }
}
