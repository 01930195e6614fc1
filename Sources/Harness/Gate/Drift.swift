public import JSONText
internal import Transcripts

/// One way in which an endpoint is not what it was.
public struct Drift: Sendable, Equatable {
  /// What drifted: a trait, a check or a time.
  public var subject: String
  /// What became of it.
  public var change: Change
  /// What it was.
  public var was: [String]
  /// What it is, and where that was seen.
  public var now: [Identity.Sighting]
  /// Whether it turns a run's outcome; else it is only told.
  public var counts: Bool
  /// What it is likely to mean.
  public var means: String?

  /// What can become of something.
  public enum Change: String, Sendable, CaseIterable {
    case changed, vanished, appeared
    /// It has more than one value within the run: several servers answer.
    case splitBrain = "split-brain"
    /// It is not what the command says it has to be.
    case unexpected
    case newlyFails = "newly-fails"
    case newlyPasses = "newly-passes"
    /// It came to a verdict, and does no more.
    case noLongerJudged = "no-longer-judged"
    case slower, faster
  }

  /// As a run record holds it.
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

  /// Reads what a record holds.
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
