public import JSONText
internal import Transcripts

/// The comparison of a run with a pin, or with what the command expects of the endpoint.
public struct PinVerdict: Sendable, Equatable {
  /// The file of the pin; nil if there is none.
  public var pin: String?
  /// The start of the run that the pin was written from.
  public var written: String?
  /// The effect of drift on the outcome.
  public var effect = Effect.fail
  /// All differences.
  public var drifts: [Drift] = []
  /// Limits of the comparison that a reader must know.
  public var remarks: [String] = []

  /// Whether the run of the pin had other cases, so that not everything could be compared.
  public var isOfOtherCases = false

  /// Whether the endpoint could not be compared.
  public var isOpen = false

  /// The possible effects of drift on the outcome.
  public enum Effect: String, Sendable, CaseIterable {
    case fail, warn, ignore
  }

  /// Whether it changes the outcome of the run to drifted.
  public var isDrifted: Bool { effect == .fail && drifts.contains(where: \.counts) }

  /// Whether it makes the outcome of the run undecided.
  public var isUndecided: Bool { effect == .fail && isOpen }

  /// The JSON of a run record.
  public var json: JSON {
    [
      "file": JSON(pin), "written": JSON(written), "effect": .string(effect.rawValue),
      "open": .bool(isOpen), "other_cases": .bool(isOfOtherCases),
      "drifts": .array(drifts.map(\.json)),
      "remarks": .array(remarks.map(JSON.string)),
    ]
  }

  /// A comparison without differences.
  init() {}

  /// Reads the JSON of a run record.
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
