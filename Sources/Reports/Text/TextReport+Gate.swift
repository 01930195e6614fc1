internal import JSONText
internal import Harness

/// The drift of a run from its pin; for a renewed pin, the changes of the pin.
public func pinReport(_ run: StoredRun, style: TextStyle = TextStyle(), isRenewed: Bool = false)
  -> String
{
  let report = TextReport(run: run, style: style)
  guard let problem = run.record.problem else {
    let drift = report.drift(isAlone: true, isRenewed: isRenewed).joined()
    let nothing =
      isRenewed
      ? "" : "no drift from \(run.record.pinned?.name.printable ?? "")\n"
    return drift.isEmpty ? nothing : drift + "\n"
  }
  return "the run could not be judged: \(problem.what.printable)\n"
}

extension TextReport {
  /// The known failures that fail the run.
  var stale: [String] {
    record.staleLines.map { line in
      style.coloured("STALE", .red) + style.wrapped(line, indent: "  ", hanging: "  ").dropFirst(1)
    }
  }

  /// The differences from the pin and from the expectations of the command.
  func drift(isAlone: Bool = false, isRenewed: Bool = false) -> [String] {
    guard let pinned = record.pinned, !pinned.drifts.isEmpty || !pinned.remarks.isEmpty,
      isAlone || pinned.effect != .ignore || style.detail == .verbose
    else { return [] }
    let from = pinned.name.isEmpty ? "" : "  from \(pinned.name.printable)"
    let word = isRenewed ? "RENEWED" : pinned.word
    var lines = [
      (!pinned.drifts.contains(where: \.counts)
        ? "PIN" : style.coloured(word, pinned.isDrifted && !isRenewed ? .red : .yellow)) + from
    ]
    for drift in pinned.drifts {
      lines.append(
        style.wrapped(
          (drift.counts ? "" : "(") + drift.line + (drift.counts ? "" : ")"), indent: "  ",
          hanging: "      "))
      if let means = drift.means { lines.append(style.wrapped(means, indent: "      ")) }
    }
    lines += (pinned.remarks + [isRenewed ? nil : pinned.remedy(in: run)].compactMap(\.self)).map {
      style.wrapped($0, indent: "  ", hanging: "  ")
    }
    return [lines.joined(separator: "\n")]
  }
}
