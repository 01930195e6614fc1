internal import JSONText
internal import Transcripts

// Support for records that were written before reasons had kinds. They contain only sentences, which this file
// recognizes.

extension Reason {
  /// Reads the reason of a stored result with a verdict.
  init(kept json: JSON, of verdict: String) {
    words = (json["reason"]?.string ?? "").cut(to: 500)
    kind =
      json["reason_kind"]?.string.flatMap(Kind.init(rawValue:))
      ?? Self.olderKind(of: json, words, isInconclusive: verdict == "inconclusive")
  }

  /// The kind of a reason in a record without kinds, from its text and its step.
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
  /// Reads the known failure that excuses a stored result.
  init?(kept json: JSON) {
    guard let text = json["known"]?.string?.cut(to: 500) else { return nil }
    // Older records have this note in the text.
    let suffix = " (whether its conditions hold could not be told)"
    let isOlder = text.hasSuffix(suffix)
    reason = isOlder ? String(text.dropLast(suffix.count)) : text
    isInDoubt = isOlder || json["known_in_doubt"] == true
  }
}

extension KnownVerdict {
  /// Reads the check and the case of a stored verdict.
  static func subject(kept json: JSON) -> (check: String, testCase: String?)? {
    if let check = json["check"]?.string { return (check, json["case"]?.string) }
    let words = json["subject"]?.string?.split(separator: " ").map(String.init) ?? []
    return words.first.map { ($0, words.dropFirst().first) }
  }
}
