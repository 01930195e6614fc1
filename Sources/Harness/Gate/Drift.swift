public import JSONText
internal import Transcripts

/// One difference between an endpoint now and in the run of a pin.
public struct Drift: Sendable, Equatable {
  /// The subject: a trait, a check or a time.
  public var subject: String
  /// The kind of change.
  public var change: Change
  /// The earlier values.
  public var was: [String]
  /// The current values, and where they were observed.
  public var now: [Identity.Sighting]
  /// Whether it affects the outcome; if not, it is only reported.
  public var counts: Bool
  /// What it probably means.
  public var means: String?

  /// The kinds of changes.
  public enum Change: String, Sendable, CaseIterable {
    case changed, vanished, appeared
    /// It has more than one value in the run, so several servers answer.
    case splitBrain = "split-brain"
    /// It differs from what the command expects.
    case unexpected
    case newlyFails = "newly-fails"
    case newlyPasses = "newly-passes"
    /// It had a verdict, and now has none.
    case noLongerJudged = "no-longer-judged"
    case slower, faster
  }

  /// The JSON of a run record.
  public var json: JSON {
    [
      "subject": .string(subject), "change": .string(change.rawValue),
      "was": .array(was.map(JSON.string)), "now": .array(now.map(\.json)),
      "counts": .bool(counts), "means": JSON(means),
    ]
  }

  /// Describes a drift.
  init(
    _ subject: String, _ change: Change, was: [String] = [], now: [Identity.Sighting] = [],
    counts: Bool = true, means: String? = nil
  ) {
    self.subject = subject
    self.change = change
    self.was = was
    self.now = now
    self.counts = counts
    self.means = means
  }

  /// Reads the JSON of a run record.
  init?(_ json: JSON) {
    guard let subject = json["subject"]?.string,
      let change = json["change"]?.string.flatMap(Change.init(rawValue:))
    else { return nil }
    self.init(
      subject.cut(to: 200), change,
      was: (json["was"]?.array ?? []).prefix(50).compactMap { $0.string?.cut(to: 300) },
      now: (json["now"]?.array ?? []).prefix(50).compactMap(Identity.Sighting.init),
      counts: json["counts"] == true, means: json["means"]?.string?.cut(to: 300))
  }
}
