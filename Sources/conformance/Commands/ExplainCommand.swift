import Harness
import Reports

extension Command {
  /// Explains a check.
  static let explain = Command(
    name: "explain",
    summary: "Explain a check: what it requires, what breaks, what to change.",
    details: "",
    operands: ["CHECK"],
    options: [Suites.option]
  ) { arguments in
    let id = try arguments.operand()
    let catalogue = try await Suites(arguments).catalogue
    guard let check = catalogue.checks.first(where: { $0.id == id }) else {
      let ids = catalogue.checks.map(\.id)
      let near = id.nearest(of: ids) ?? ids.first { $0.hasSuffix("/\(id)") }
      throw UsageError(
        "there is no check `\(id)`\(near.map { "; perhaps \($0) is meant" } ?? "; see conformance list")"
      )
    }
    Console.print(explanation(of: check, style: Console.style(.usual)))
    return .conformant
  }
}
