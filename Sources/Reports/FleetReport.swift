public import Harness
internal import Transcripts

/// Many endpoints at a glance: how each stands, and what is wrong with it.
public struct FleetReport {
  private let entries: [Entry]

  /// An endpoint, under the name that people know it by.
  public struct Entry {
    let name: String
    let record: RunRecord?
    let problem: String
    /// When it was run, where that was not just now.
    let date: String?

    /// An endpoint that was run just now, or is told of a run that was kept.
    public init(_ name: String, _ record: RunRecord, isKept: Bool = false) {
      (self.name, self.record, problem) = (name, record, "")
      date = isKept ? record.started : nil
    }

    /// An endpoint that could not be run, and why.
    public init(_ name: String, problem: String) {
      (self.name, record, self.problem, date) = (name, nil, problem, nil)
    }
  }

  /// Takes the endpoints in the order in which they are told.
  public init(_ entries: [Entry]) {
    self.entries = entries
  }

  /// The report for a terminal, a line for each endpoint.
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

  /// The report in Markdown, as GitHub reads it.
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

  /// The verdict with the day of a run that was kept, which may be of long ago.
  fileprivate var datedVerdict: String {
    verdict + (date.map { " on \($0.prefix(16).replacing("T", with: " "))" } ?? "")
  }

  /// What is wrong, or else what was found sound.
  fileprivate var remark: String {
    guard let record else { return problem }
    if let problem = record.problem { return problem.what }
    let failed = record.causes.filter { $0.weight == .failed }.map(\.check.id).uniqued()
    let drifted = record.pinned?.drifts.filter(\.counts).map(\.line) ?? []
    let doubts =
      record.outcome == .undecided
      ? (record.doubts.map(\.reason) + [record.unclearLine].compactMap(\.self)).prefix(1) : []
    let parts = failed + record.staleLines.map { "stale \($0)" } + drifted + doubts
    guard !parts.isEmpty else { return record.tally }
    let rest = parts.count > 6 ? ", and \(parts.count - 6) more" : ""
    return parts.prefix(6).joined(separator: ", ") + rest
  }
}

extension RunRecord.Outcome {
  /// The outcome as it begins a line of a terminal.
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
