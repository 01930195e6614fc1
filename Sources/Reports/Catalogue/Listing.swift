public import Harness
internal import JSONText

/// Named entries in sections, as text in two columns.
public struct Listing: Sendable {
  private let sections: [Section]

  /// A section with a title.
  public struct Section: Sendable {
    let title: String
    let rows: [Row]

    /// Creates a section.
    public init(title: String, rows: [Row]) {
      self.title = title
      self.rows = rows
    }
  }

  /// An entry: its name and its description.
  public struct Row: Sendable {
    let name: String
    let text: String

    /// Creates an entry.
    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }

    /// Whether the name, or the description in any case, contains a word.
    fileprivate func contains(_ word: String) -> Bool {
      name.contains(word) || text.lowercased().contains(word.lowercased())
    }
  }

  /// A listing of some sections.
  public init(_ sections: [Section]) { self.sections = sections }

  /// A listing of the checks, cases and profiles of a catalogue.
  public init(_ catalogue: Catalogue) {
    sections = [
      Section(
        title: "Checks",
        rows: catalogue.checks.map {
          Row(name: $0.id, text: "\($0.level.rawValue) \($0.requirement)")
        }),
      Section(
        title: "Cases",
        rows: catalogue.cases.map { testCase in
          let steps = testCase.steps > 1 ? " (\(testCase.steps) steps)" : ""
          return Row(name: testCase.id, text: testCase.title + steps)
        }),
      Section(
        title: "Profiles",
        rows: catalogue.profiles.map { profile in
          let note = profile.name == Profile.defaultName ? " (default)" : ""
          return Row(name: profile.name, text: profile.title + note)
        }),
    ]
  }

  /// The entries that contain a word, or all if it is nil.
  public func text(with word: String? = nil, style: TextStyle = TextStyle()) -> String {
    let sections = sections.map { section in
      (section.title, section.rows.filter { row in word.map(row.contains) ?? true })
    }.filter { !$0.1.isEmpty }
    let width = sections.flatMap(\.1).map(\.name.count).max() ?? 0
    return sections.map { title, rows in
      title + "\n"
        + rows.map { row in
          let padding = String(repeating: " ", count: width - row.name.count)
          return style.wrapped(
            row.text.printable, indent: "  \(row.name)\(padding)  ",
            hanging: String(repeating: " ", count: width + 4)) + "\n"
        }.joined()
    }.joined()
  }
}
