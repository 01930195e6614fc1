public import Harness
internal import Transcripts

/// Many endpoints at a glance: how each stands, and what is wrong with it.
public struct FleetReport {
  private let runs: [(name: String, record: RunRecord)]

  /// Takes runs under the names that people know their endpoints by.
  public init(_ runs: [(name: String, record: RunRecord)]) {
    self.runs = runs
  }

  /// The report for a terminal, a line for each endpoint.
  public func text(style: TextStyle = TextStyle()) -> String {
    let width = runs.map(\.name.printable.count).max() ?? 0
    let lines = runs.map { name, record in
      let padding = String(repeating: " ", count: width - name.printable.count)
      return "\(mark(record, style)) \(name.printable)\(padding)  "
        + style.wrapped(
          "\(record.verdict): \(remark(record))", indent: "",
          hanging: String(repeating: " ", count: width + 4))
    }
    return lines.joined(separator: "\n") + "\n\n" + summary + "\n"
  }

  /// The report in Markdown, as GitHub reads it.
  public var markdown: String {
    let rows = runs.map { name, record in
      "| \(sign(record)) | \(name.code) | \((record.model ?? "").code) | \(record.verdict) | \(remark(record).inline) |"
    }
    return
      (["## \(summary)", "", "|  | Endpoint | Model | Verdict |  |", "|---|---|---|---|---|"] + rows)
      .joined(separator: "\n") + "\n"
  }

  private var summary: String {
    let words = runs.map(\.record.verdict)
    return "\(runs.count) endpoint\(runs.count == 1 ? "" : "s"): "
      + words.uniqued().map { word in "\(words.count { $0 == word }) \(word)" }
      .joined(separator: ", ")
  }

  /// What is wrong, or else what was found sound.
  private func remark(_ record: RunRecord) -> String {
    if let problem = record.problem { return problem.what }
    let failed = record.causes.filter { $0.weight == .failed }.map(\.check.id).uniqued()
    let drifted = record.pinned?.drifts.filter(\.counts).map(\.line) ?? []
    let doubts = record.outcome == .undecided ? record.doubts.prefix(1).map(\.reason) : []
    let parts = failed + record.staleLines.map { "stale \($0)" } + drifted + doubts
    guard !parts.isEmpty else { return record.tally }
    let rest = parts.count > 6 ? ", and \(parts.count - 6) more" : ""
    return parts.prefix(6).joined(separator: ", ") + rest
  }

  private func sign(_ record: RunRecord) -> String {
    switch record.outcome {
    case .conformant: "✓"
    case .notConformant: "✗"
    case .undecided: "?"
    case .drifted: "!"
    }
  }

  private func mark(_ record: RunRecord, _ style: TextStyle) -> String {
    switch record.outcome {
    case .conformant: style.coloured(style.isUnicode ? sign(record) : "ok", .green)
    case .notConformant: style.coloured(style.isUnicode ? sign(record) : "no", .red)
    case .undecided: style.coloured(style.isUnicode ? sign(record) : "??", .yellow)
    case .drifted: style.coloured(style.isUnicode ? sign(record) : "! ", .yellow)
    }
  }
}
