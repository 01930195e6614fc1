public import Harness
internal import JSONText
internal import Transcripts

/// An overview of several endpoints: the verdict and the failures of each.
public struct FleetReport {
  private let entries: [Entry]

  /// An endpoint with the name that its users know.
  public struct Entry {
    let name: String
    /// Nil if the endpoint could not be run.
    let record: RunRecord?
    /// Why there is no record; empty if there is one.
    let problem: String
    /// The start of a stored run; nil for a run that just ended.
    let date: String?

    /// Describes an endpoint by a run that just ended, or by a stored run.
    public init(_ name: String, _ record: RunRecord, isKept: Bool = false) {
      (self.name, self.record, problem) = (name, record, "")
      date = isKept ? record.started : nil
    }

    /// Describes an endpoint that could not be run, and the reason.
    public init(_ name: String, problem: String) {
      (self.name, record, self.problem, date) = (name, nil, problem, nil)
    }
  }

  /// Takes the endpoints in their order in the report.
  public init(_ entries: [Entry]) {
    self.entries = entries
  }

  /// The report for a terminal, one line for each endpoint.
  public func text(style: TextStyle = TextStyle()) -> String {
    let width = entries.map(\.name.printable.count).max() ?? 0
    let lines = entries.map { entry in
      let padding = String(repeating: " ", count: width - entry.name.printable.count)
      return "\(entry.outcome.mark(style)) \(entry.name.printable)\(padding)  "
        + style.wrapped(
          "\(entry.datedVerdict): \(entry.remark)", indent: "",
          hanging: String(repeating: " ", count: width + 4))
    }
    return lines.joined(separator: "\n") + "\n\n" + summary + "\n"
  }

  /// The report in GitHub's Markdown.
  public var markdown: String {
    let rows = entries.map { entry in
      "| \(entry.outcome.sign) | \(entry.name.code) | \((entry.record?.model ?? "").code)"
        + " | \(entry.datedVerdict.inline) | \(entry.remark.inline) |"
    }
    return
      (["## \(summary)", "", "|  | Endpoint | Model | Verdict |  |", "|---|---|---|---|---|"] + rows)
      .joined(separator: "\n") + "\n"
  }

  private var summary: String {
    let words = entries.map(\.verdict)
    return "\(entries.count) endpoint\(entries.count == 1 ? "" : "s"): "
      + words.uniqued().map { word in "\(words.count { $0 == word }) \(word)" }
      .joined(separator: ", ")
  }
}

extension FleetReport.Entry {
  fileprivate var outcome: RunRecord.Outcome { record?.outcome ?? .undecided }

  fileprivate var verdict: String { record?.verdict ?? "not run" }

  /// The verdict with the date of a stored run, which may be old.
  fileprivate var datedVerdict: String {
    verdict + (date.map { " on \($0.prefix(16).replacing("T", with: " "))" } ?? "")
  }

  /// The failures; if there are none, the tally.
  fileprivate var remark: String {
    guard let record else { return problem }
    if let problem = record.problem { return problem.what }
    let failed = record.causes.filter { $0.severity == .failed }.map(\.check.id).uniqued()
    let drifted = record.pinned?.drifts.filter(\.counts).map(\.line) ?? []
    let undecided =
      record.outcome == .undecided
      ? (record.undecidedReasons.map(\.reason) + [record.unclearLine].compactMap(\.self)).prefix(1)
      : []
    let parts = failed + record.staleLines.map { "stale \($0)" } + drifted + undecided
    guard !parts.isEmpty else { return record.tally }
    // An overview has one short line for each endpoint.
    let rest = parts.count > 6 ? ", and \(parts.count - 6) more" : ""
    return parts.prefix(6).joined(separator: ", ") + rest
  }
}

extension RunRecord.Outcome {
  /// The mark of the outcome at the beginning of a line.
  fileprivate func mark(_ style: TextStyle) -> String {
    let (word, colour): (String, TextStyle.Colour) =
      switch self {
      case .conformant: ("ok", .green)
      case .notConformant: ("no", .red)
      case .undecided: ("??", .yellow)
      case .drifted: ("! ", .yellow)
      }
    return style.coloured(style.isUnicode ? sign : word, colour)
  }
}
