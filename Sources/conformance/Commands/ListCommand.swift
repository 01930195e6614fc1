import JSONText
import Harness
import ReferenceServer
import Reports

extension Command {
  /// Lists what there is.
  static let list = Command(
    name: "list",
    summary: "List the checks, cases and profiles, or the faults of the reference server.",
    details: "With WORD it lists only what has this word in its name or description.",
    operands: ["[WORD]"],
    options: [
      Suites.option, .flag("faults", "List the faults that `serve --fault` can stage."),
      .flag("markdown", "Write the catalogue as Markdown."),
      .flag("requirements", "Write what a set of requirements is made of."),
    ]
  ) { arguments in
    let word = arguments.operand(at: 0)
    if arguments.has("faults") {
      Console.print(listing(of: FaultGroup.allCases.map(\.listed), with: word))
      return .conformant
    }
    let catalogue = try await Suites(arguments).catalogue
    if arguments.has("markdown") {
      Console.print(catalogueInMarkdown(catalogue))
    } else if arguments.has("requirements") {
      Console.print(RequirementSet.lines(of: catalogue).map { $0 + "\n" }.joined())
    } else {
      Console.print(listing(of: catalogue.listed, with: word))
    }
    return .conformant
  }

  /// The sections in columns, of the rows that have a word in them.
  private static func listing(of sections: [ListedSection], with word: String?) -> String {
    let sections = sections.map { section in
      var section = section
      section.rows.removeAll { row in
        !(word.map { row.name.contains($0) || row.text.lowercased().contains($0.lowercased()) }
          ?? true)
      }
      return section
    }.filter { !$0.rows.isEmpty }
    let width = sections.flatMap(\.rows).map(\.name.count).max() ?? 0
    let style = Console.style(.usual)
    return sections.map { section in
      section.title + "\n"
        + section.rows.map { row in
          let padding = String(repeating: " ", count: width - row.name.count)
          return style.wrapped(
            row.text.printable, indent: "  \(row.name)\(padding)  ",
            hanging: String(repeating: " ", count: width + 4)) + "\n"
        }.joined()
    }.joined()
  }
}

/// What stands together in a listing.
private struct ListedSection {
  var title: String
  var rows: [(name: String, text: String)]
}

extension Catalogue {
  fileprivate var listed: [ListedSection] {
    let levels = checks.map { ($0.id, "\($0.level.rawValue.padded(to: 6))  \($0.requirement)") }
    let titles = cases.map { one in
      (one.id, one.steps > 1 ? "\(one.title) (\(one.steps) steps)" : one.title)
    }
    let named = profiles.map { profile in
      (profile.name, profile.title + (profile.name == Profile.usual ? " (default)" : ""))
    }
    return [
      ListedSection(title: "Checks", rows: levels), ListedSection(title: "Cases", rows: titles),
      ListedSection(title: "Profiles", rows: named),
    ]
  }
}

extension FaultGroup {
  fileprivate var listed: ListedSection {
    let rows = faults.map { fault in
      let noticed =
        fault.unjudged.map { "no check: \($0)" } ?? fault.breaks.joined(separator: ", ")
      return (fault.id, "\(fault.summary) → \(noticed)")
    }
    return ListedSection(title: rawValue.prefix(1).uppercased() + rawValue.dropFirst(), rows: rows)
  }
}

extension String {
  /// The text with blanks behind it, up to a width.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
