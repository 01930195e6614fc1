import JSONText
import Harness
import Reports

extension Command {
  /// Explains a check or a case.
  static let explain = Command(
    name: "explain",
    summary: "Explain a check: what it requires, what breaks, what to change; or a case.",
    details: "",
    operands: ["CHECK"],
    options: [Suites.option]
  ) { arguments in
    let id = try arguments.operand()
    let catalogue = try await Suites(arguments).catalogue
    let style = Console.style(.usual)
    if let check = catalogue.checks.first(where: { $0.id == id }) {
      Console.print(explanation(of: check, remedies: catalogue.remedies, style: style))
    } else if let one = catalogue.cases.first(where: { $0.id == id }) {
      Console.print(explanation(of: one, style: style))
    } else {
      let ids = catalogue.checks.map(\.id) + catalogue.cases.map(\.id)
      // Whoever leaves out the topic means that very name.
      let near = ids.first { $0.hasSuffix("/\(id)") } ?? id.nearest(of: ids)
      throw UsageError(
        "there is no check `\(id)`\(near.map { "; perhaps \($0) is meant" } ?? "; see conformance list")"
      )
    }
    return .conformant
  }
}
