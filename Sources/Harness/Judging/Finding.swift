public import Transcripts

/// One way in which what was seen breaks a requirement.
public struct Finding: Sendable, Equatable {
  /// What is wrong.
  public var message: String
  /// Where on the wire; nil where the check does not say.
  public var at: String?
  /// What was there; nil where the check does not say.
  public var saw: String?

  /// Describes a finding.
  public init(message: String, at: String? = nil, saw: String? = nil) {
    self.message = message
    self.at = at
    self.saw = saw
  }

  /// Reads an output of a check: a text, or an object with a `message`.
  init?(_ output: JSON) {
    if let message = output.string {
      self.init(message: message)
    } else if let message = output["message"]?.string {
      self.init(message: message, at: Self.text(output["at"]), saw: Self.text(output["saw"]))
    } else {
      return nil
    }
  }

  /// The finding as a run record holds it.
  public var json: JSON {
    ["message": .string(message), "at": JSON(at), "saw": JSON(saw)]
  }

  private static func text(_ value: JSON?) -> String? {
    guard let value, !value.isNull else { return nil }
    return value.string ?? value.text
  }
}
