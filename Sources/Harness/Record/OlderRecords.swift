internal import JSONText
internal import Transcripts

// Records that were written before reasons had kinds hold sentences alone. This file, and no other, knows
// those sentences.

extension Reason {
  /// Reads the reason of a kept result with this verdict.
  init(kept json: JSON, of verdict: String) {
    words = (json["reason"]?.string ?? "").cut(to: 500)
    kind =
      json["reason_kind"]?.string.flatMap(Kind.init(rawValue:))
      ?? Self.olderKind(of: json, words, isInconclusive: verdict == "inconclusive")
  }

  private static func olderKind(of json: JSON, _ words: String, isInconclusive: Bool) -> Kind {
    if words == "the run ended before this was answered" { return .interrupted }
    if words == "no transcript of this step was kept" { return .noTranscript }
    if json["explained_by"] != nil { return .explained }
    let step = json["step"]?.int
    guard let step, json["transcript"]?.string == nil else {
      return isInconclusive ? .undecided : .doesNotApply
    }
    // The step was not sent.
    return !isInconclusive ? .notNeeded : step == 1 ? .interrupted : .blocked
  }
}

extension CheckResult.Known {
  /// Reads why a kept result may fail.
  init?(kept json: JSON) {
    guard let text = json["known"]?.string?.cut(to: 500) else { return nil }
    let doubt = " (whether its conditions hold could not be told)"
    let isOlder = text.hasSuffix(doubt)
    reason = isOlder ? String(text.dropLast(doubt.count)) : text
    isInDoubt = isOlder || json["known_in_doubt"] == true
  }
}

extension KnownVerdict {
  /// Reads the check and the case that a kept verdict is about.
  static func subject(kept json: JSON) -> (check: String, testCase: String?)? {
    if let check = json["check"]?.string { return (check, json["case"]?.string) }
    let words = json["subject"]?.string?.split(separator: " ").map(String.init) ?? []
    return words.first.map { ($0, words.dropFirst().first) }
  }
}
