internal import Harness

extension Drift {
  /// What drifted, in a few words: `version changed`.
  var title: String {
    switch change {
    case .changed: "\(subject) changed"
    case .vanished: "\(subject) vanished"
    case .appeared: "\(subject) appeared"
    case .splitBrain: "split brain: several values of \(subject)"
    case .unexpected: "\(subject) is not as expected"
    case .newlyFails: "\(subject) newly fails"
    case .newlyPasses: "\(subject) newly passes"
    case .noLongerJudged: "\(subject) is no longer judged"
    case .slower: "\(subject): slower"
    case .faster: "\(subject): faster"
    }
  }

  /// The old and the new value, each with a label.
  var lines: [(label: String, text: String)] {
    switch change {
    case .newlyPasses, .noLongerJudged: return []
    case .newlyFails:
      return [("found", now.first?.value ?? "")]
    default:
      let wasLabel = change == .unexpected ? "expected" : "was"
      let before = was.isEmpty ? [] : [(wasLabel, was.joined(separator: ", "))]
      let after = now.map { sighting in
        let isSingle = now.count == 1
        return ("is", isSingle ? sighting.value : "\(sighting.value)  (\(sighting.places))")
      }
      return before + (change == .unexpected && now.isEmpty ? [("is", "not reported")] : after)
    }
  }

  /// The drift in one line, with an arrow between two values: `version changed: 1 → 2`.
  var line: String {
    let texts = lines.map(\.text)
    if change != .unexpected, texts.count == 2 {
      return "\(title): \(texts.joined(separator: " → "))"
    }
    let parts = lines.map { $0.label == "found" ? $0.text : "\($0.label) \($0.text)" }
    return parts.isEmpty ? title : "\(title): \(parts.joined(separator: ", "))"
  }
}

extension Identity.Sighting {
  /// Where the value was observed: `70 answers, first in four-step/tool-call`.
  fileprivate var places: String {
    let first = seen.first.map { name in
      // The name of a transcript is a folder, the case and a file.
      name.split(separator: "/").dropFirst().dropLast().joined(separator: "/")
    }
    return "\(times) answer\(times == 1 ? "" : "s")" + (first.map { ", first in \($0)" } ?? "")
  }
}

extension PinVerdict {
  /// The pin that the run was compared with: `pin.json, of 2026-11-26T10:00:00Z`.
  var name: String {
    [pin, written].compactMap(\.self).joined(separator: ", of ")
  }

  /// The heading of the drift.
  var word: String { isDrifted ? "DRIFTED" : "DRIFT" }

  /// How to accept an intended drift.
  func remedy(in run: StoredRun) -> String? {
    // A pin does not store the expectations of the command, and renewing it from a smaller run
    // would lose the rest.
    guard let pin, drifts.contains(where: { $0.counts && $0.change != .unexpected }),
      !isOfOtherCases
    else { return nil }
    return "if this change is intended: conformance pin write \(pin)"
      + (run.folder.map { " \($0)" } ?? "")
  }
}
