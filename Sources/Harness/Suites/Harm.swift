public import JSONText
internal import Transcripts

/// The effect of a failure on a client and its users, with its evidence.
public struct Harm: Sendable, Equatable {
  /// The program; nil if the harm affects people, or no program in particular.
  public var program: String?
  /// The version of the program.
  public var version: String?
  /// What the program does, or what its user sees.
  public var does: String
  /// The message of the program.
  public var says: String?
  /// The experiments that show the harm, as `client:experiment`.
  public var shown: [String] = []
  /// Whether there is evidence of the harm.
  public var isMeasured = true
  /// The value of ``Finding/about`` that this harm belongs to; nil for all findings.
  public var about: String?

  /// Describes a harm by a sentence.
  public init(_ sentence: String) {
    does = sentence
  }

  /// The harm in a sentence.
  public var sentence: String {
    let who = [program, version].compactMap(\.self).joined(separator: " ")
    return (who.isEmpty ? does : "\(who): \(does)") + (says.map { ": `\($0)`" } ?? "")
      + (isMeasured ? "" : " (not measured)")
  }

  /// Reads a sentence, or `{program, version, does, says, shown, measured, about}`; nil for
  /// anything else.
  public init?(_ json: JSON) {
    if let sentence = json.string {
      does = sentence
      return
    }
    guard let does = json["does"]?.string,
      json.object?.allSatisfy({ Self.keys.contains($0.key) }) == true
    else { return nil }
    self.does = does
    program = json["program"]?.string
    version = json["version"]?.string
    says = json["says"]?.string
    shown = json["shown"]?.array?.compactMap(\.string) ?? []
    isMeasured = json["measured"] != false
    about = json["about"]?.string
  }

  static let keys = ["program", "version", "does", "says", "shown", "measured", "about"]

  /// The JSON form in a run record.
  var json: JSON {
    [
      "program": JSON(program), "version": JSON(version), "does": .string(does),
      "says": JSON(says), "shown": .array(shown.map(JSON.string)), "measured": .bool(isMeasured),
      "about": JSON(about),
    ]
  }
}
