public import JSONText
internal import Transcripts

/// What came of holding a run against a pin, or against what its command expects of the endpoint.
public struct PinVerdict: Sendable, Equatable {
  /// The pin's file; nil where there is none.
  public var pin: String?
  /// When the run began that the pin was written from.
  public var written: String?
  /// What a drift does to the outcome.
  public var effect = Effect.fail
  /// All that drifted.
  public var drifts: [Drift] = []
  /// What a reader has to know of the comparison.
  public var remarks: [String] = []

  /// Whether the run of the pin asked other cases, so that not all of it could be compared.
  public var isOfOtherCases = false

  /// Whether it could not be told what drifted.
  public var isOpen = false

  /// What a drift does to a run's outcome.
  public enum Effect: String, Sendable, CaseIterable {
    case fail, warn, ignore
  }

  /// Whether it turns the outcome of a run.
  public var isDrifted: Bool { effect == .fail && drifts.contains(where: \.counts) }

  /// Whether it leaves the outcome of a run open.
  public var isUndecided: Bool { effect == .fail && isOpen }

  /// As a run record holds it.
  public var json: JSON {
    [
      "file": JSON(pin), "written": JSON(written), "effect": .string(effect.rawValue),
      "open": .bool(isOpen), "other_cases": .bool(isOfOtherCases),
      "drifts": .array(drifts.map(\.json)),
      "remarks": .array(remarks.map(JSON.string)),
    ]
  }

  /// Has nothing to tell yet.
  init() {}

  /// Reads what a record holds.
  init(_ json: JSON) {
    pin = json["file"]?.string?.cut(to: 500)
    written = json["written"]?.string?.cut(to: 100)
    effect = json["effect"]?.string.flatMap(Effect.init(rawValue:)) ?? .fail
    isOpen = json["open"] == true
    isOfOtherCases = json["other_cases"] == true
    drifts = (json["drifts"]?.array ?? []).prefix(1000).compactMap(Drift.init)
    remarks = (json["remarks"]?.array ?? []).prefix(20).compactMap { $0.string?.cut(to: 500) }
  }
}
