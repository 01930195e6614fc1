import Harness
import ReferenceServer
import Reports

extension Command {
  /// Lists checks, cases and profiles, or faults.
  static let list = Command(
    .list,
    summary: "List the checks, cases and profiles, or the faults of the reference server.",
    details: "With WORD, only entries whose name or description contains WORD are listed.",
    operands: ["[WORD]"],
    options: Suites.options + [
      .flag("faults", "List the faults for `serve --fault`."),
      .flag("markdown", "Print the catalogue of checks and cases as Markdown."),
      .flag("requirements", "Print the checks and cases as a set of requirements."),
    ]
  ) { arguments in
    let word = arguments.operand(at: 0)
    // The faults do not depend on the suites.
    if arguments.has("faults") {
      show(Listing(FaultGroup.allCases.map(\.listed)), with: word)
      return .conformant
    }
    let catalogue = try await Suites(arguments, for: .metadata).catalogue
    if arguments.has("markdown") {
      Console.print(catalogueInMarkdown(catalogue))
    } else if arguments.has("requirements") {
      Console.print(RequirementSet.lines(of: catalogue).map { $0 + "\n" }.joined())
    } else {
      show(Listing(catalogue), with: word)
    }
    return .conformant
  }

  private static func show(_ listing: Listing, with word: String?) {
    let text = listing.text(with: word, style: Console.style(.usual))
    if let word, text.allSatisfy(\.isWhitespace) {
      Console.notice(
        "conformance: nothing contains `\(word)`; `conformance list` shows all entries")
    }
    Console.print(text)
  }
}

extension FaultGroup {
  /// The faults of the group, each with the checks that must notice it.
  fileprivate var listed: Listing.Section {
    let rows = faults.map { fault in
      let noticedBy =
        fault.unjudged.map { "no check: \($0)" } ?? fault.breaks.joined(separator: ", ")
      return Listing.Row(name: fault.id, text: "\(fault.summary) → \(noticedBy)")
    }
    let title = rawValue.prefix(1).uppercased() + rawValue.dropFirst()
    return Listing.Section(title: title, rows: rows)
  }
}
