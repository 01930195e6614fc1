public import Transcripts

/// What a failure does to the users of a client: which program, what it does, and what shows that.
public struct Harm: Sendable, Equatable {
  /// The program; nil where the harm is to people, or to no program in particular.
  public var program: String?
  /// The version of the program.
  public var version: String?
  /// What it does, or what its user meets.
  public var does: String
  /// Its own words.
  public var says: String?
  /// The experiments that show it, as `client:experiment`.
  public var shown: [String] = []
  /// Whether anything shows it.
  public var isMeasured = true
  /// The findings of the check that it belongs to, by their ``Finding/about``; nil for all.
  public var about: String?

  /// Describes a harm in a sentence.
  public init(_ sentence: String) {
    does = sentence
  }

  /// The harm in a sentence.
  public var sentence: String {
    let who = [program, version].compactMap(\.self).joined(separator: " ")
    return (who.isEmpty ? does : "\(who): \(does)") + (says.map { ": `\($0)`" } ?? "")
      + (isMeasured ? "" : " (not measured)")
  }

  /// Reads a sentence, or `{program, version, does, says, shown, measured, about}`; nil where it is neither.
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

  /// The harm as a run record holds it.
  var json: JSON {
    [
      "program": JSON(program), "version": JSON(version), "does": .string(does),
      "says": JSON(says), "shown": .array(shown.map(JSON.string)), "measured": .bool(isMeasured),
      "about": JSON(about),
    ]
  }
}
