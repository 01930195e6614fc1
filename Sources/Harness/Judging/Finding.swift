public import Transcripts

/// One way in which what was seen breaks a requirement.
public struct Finding: Sendable, Equatable {
  /// What is wrong.
  public var message: String
  /// Where on the wire; nil where the check does not say.
  public var at: String?
  /// What was there; nil where the check does not say.
  public var saw: String?
  /// What to change, where the check says more than it does of itself.
  public var remedy: [String]

  /// Describes a finding.
  public init(message: String, at: String? = nil, saw: String? = nil, remedy: [String] = []) {
    self.message = message
    self.at = at
    self.saw = saw
    self.remedy = remedy
  }

  /// Reads an output of a check: a text, or an object with a `message`.
  init?(_ output: JSON) {
    if let message = output.string {
      self.init(message: message.cut(to: Self.longest))
    } else if let message = output["message"]?.string {
      self.init(
        message: message.cut(to: Self.longest), at: Self.text(output["at"]),
        saw: Self.text(output["saw"]),
        remedy: (output["remedy"]?.array?.compactMap(\.string) ?? []).prefix(10).map {
          $0.cut(to: Self.longest)
        })
    } else {
      return nil
    }
  }

  /// The finding as a run record holds it.
  public var json: JSON {
    var members: [JSON.Member] = [
      JSON.Member("message", .string(message)),
      JSON.Member("at", JSON(at)),
      JSON.Member("saw", JSON(saw)),
    ]
    if !remedy.isEmpty { members.append(JSON.Member("remedy", .array(remedy.map(JSON.string)))) }
    return .object(members)
  }

  private static func text(_ value: JSON?) -> String? {
    guard let value, !value.isNull else { return nil }
    return (value.string ?? value.text).cut(to: longest)
  }

  /// The most characters of a text that a finding keeps: an endpoint may have written it.
  private static let longest = 500
}

extension String {
  /// The text, or its beginning where it is longer.
  public func cut(to count: Int) -> String {
    utf8.count <= count || self.count <= count ? self : prefix(count - 1) + "…"
  }
}
