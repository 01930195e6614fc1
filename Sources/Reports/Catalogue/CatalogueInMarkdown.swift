public import Harness
internal import Transcripts

/// The content of `suites/CATALOGUE.md`: all checks and cases in Markdown.
public func catalogueInMarkdown(_ catalogue: Catalogue) -> String {
  var text = """
    # What is checked

    Written by `make catalogue`; do not edit. `conformance explain CHECK` tells the whole of a check.

    \(catalogue.checks.count) checks judge every exchange to which they apply; those that name a key \
    judge what a case expects under it.

    """
  for topic in catalogue.checks.map(\.topic).uniqued() {
    text += "\n## \(topic)\n\n| Check | Level | Concerns | Requirement |\n|---|---|---|---|\n"
    for check in catalogue.checks where check.topic == topic {
      let key = check.expects.map { " (`expect.\($0)`)" } ?? ""
      let requirement = check.requirement.replacing("|", with: "\\|")
      text +=
        "| `\(check.id)`\(key) | \(check.level.rawValue) | \(check.concerns.rawValue) "
        + "| [\(requirement)](\(check.reference)) |\n"
    }
  }
  text += "\n## Cases\n\n| Case | What it is | Steps |\n|---|---|---|\n"
  for one in catalogue.cases {
    text += "| `\(one.id)` | \(one.title) | \(one.steps) |\n"
  }
  return text
}
