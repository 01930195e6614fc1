import Harness
import Reports

extension Command {
  /// Lists what there is.
  static let list = Command(
    name: "list",
    summary: "List the checks, cases and profiles.",
    details: "",
    operands: [],
    options: [
      Suites.option, .flag("markdown", "Write the catalogue as Markdown."),
      .flag("requirements", "Write what a set of requirements is made of."),
    ]
  ) { arguments in
    let catalogue = try await Suites(arguments).catalogue
    if arguments.has("markdown") {
      Console.print(catalogueInMarkdown(catalogue))
      return .conformant
    }
    if arguments.has("requirements") {
      Console.print(RequirementSet.lines(of: catalogue).map { $0 + "\n" }.joined())
      return .conformant
    }
    let checks = catalogue.checks.map { check in
      ("\(check.id)", "\(check.level.rawValue)  \(check.requirement)")
    }
    let cases = catalogue.cases.map { one in
      (one.id, one.steps > 1 ? "\(one.title) (\(one.steps) steps)" : one.title)
    }
    let profiles = catalogue.profiles.map { profile in
      (profile.name, profile.title + (profile.name == Profile.usual ? " (usual)" : ""))
    }
    let width = (checks + cases + profiles).map(\.0.count).max() ?? 0
    for (title, rows) in [("Checks", checks), ("Cases", cases), ("Profiles", profiles)] {
      Console.print("\(title)\n")
      for (id, text) in rows {
        Console.print(
          "  \(id)\(String(repeating: " ", count: width - id.count))  \(text.printable)\n")
      }
    }
    return .conformant
  }
}
