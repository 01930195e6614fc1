import JSONText
import Harness
import Reports

extension Command {
  /// Explains a check or a case.
  static let explain = Command(
    .explain,
    summary: "Explain a check (its requirement, effects and fixes) or a case.",
    details: "",
    operands: ["CHECK"],
    options: Suites.options
  ) { arguments in
    let id = try arguments.operand()
    let catalogue = try await Suites(arguments, for: .metadata).catalogue
    let style = Console.style(.usual)
    if let check = catalogue.checks.first(where: { $0.id == id }) {
      Console.print(explanation(of: check, remedies: catalogue.remedies, style: style))
    } else if let testCase = catalogue.cases.first(where: { $0.id == id }) {
      Console.print(explanation(of: testCase, style: style))
    } else {
      let ids = catalogue.checks.map(\.id) + catalogue.cases.map(\.id)
      // A name without its topic is preferred to a similar spelling.
      let nearest = ids.first { $0.hasSuffix("/\(id)") } ?? id.nearest(of: ids)
      let hint = nearest.map { "perhaps \($0) is meant" } ?? "see `conformance list`"
      throw UsageError("there is no check or case `\(id)`; \(hint)")
    }
    return .conformant
  }
}
