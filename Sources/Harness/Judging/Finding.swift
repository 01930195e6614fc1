internal import JSONText
public import Transcripts

/// One way in which what was seen breaks a requirement.
public struct Finding: Sendable, Equatable {
  /// What is wrong.
  public var message: String
  /// Where in the response, for people; nil if the check does not say.
  public var at: String?
  /// The same for programs; nil if the check does not say, or names something else, such as a header.
  public var location: Location?
  /// What was there; nil where the check does not say.
  public var saw: String?
  /// Which character of ``saw`` is the wrong one, from zero; nil where none is.
  public var caret: Int?
  /// Which of the check's harms it does, where the check tells them apart.
  public var about: String?
  /// What breaks, where the check says more than it does of itself.
  public var breaks: [String]
  /// What to change, where the check says more than it does of itself: ids of remedies, or sentences.
  public var remedy: [String]
  /// Public reports, where the check names others than its own.
  public var seen: [String]
  /// What a check over the run explains: failures elsewhere that have this one's cause.
  public var explains: Explanation?

  /// The results that a finding explains, so that they are not findings of their own.
  public struct Explanation: Sendable, Equatable {
    /// The checks whose failures it explains.
    public var checks: [String]
    /// The transcripts in which they failed.
    public var transcripts: Set<String>
  }

  /// Describes a finding.
  public init(
    message: String, at: String? = nil, saw: String? = nil, caret: Int? = nil,
    breaks: [String] = [], remedy: [String] = [], seen: [String] = []
  ) {
    self.message = message
    self.at = at
    self.saw = saw
    self.caret = caret
    self.breaks = breaks
    self.remedy = remedy
    self.seen = seen
  }

  /// Reads an output of a check: a text, or an object with a `message`.
  init?(_ output: JSON) {
    if let message = output.string {
      self.init(message: message.cut(to: Self.longest))
    } else if let message = output["message"]?.string {
      self.init(
        message: message.cut(to: Self.longest),
        saw: Self.text(output["saw"]), caret: output["caret"]?.int.flatMap { $0 < 0 ? nil : $0 },
        breaks: (output["breaks"]?.array ?? []).prefix(10).compactMap(Harm.init).map {
          $0.sentence.cut(to: Self.longest)
        },
        remedy: Self.texts(output["remedy_ids"] ?? output["remedy"]),
        seen: Self.texts(output["seen"]))
      let at = output["at"] ?? nil
      location = Location(output["location"] ?? at)
      self.at = at.object == nil ? Self.text(at) : location?.words.cut(to: Self.longest)
      about = output["about"]?.string?.cut(to: 40)
      explains = output["explains"].flatMap(Explanation.init)
    } else {
      return nil
    }
  }

  /// The finding as a run record holds it, its remedies in the words of a run.
  func json(_ words: (String) -> String) -> JSON {
    var members: [JSON.Member] = [
      JSON.Member("message", .string(message)),
      JSON.Member("at", JSON(at)),
      JSON.Member("saw", JSON(saw)),
    ]
    if let location { members.append(JSON.Member("location", location.json)) }
    if let about { members.append(JSON.Member("about", .string(about))) }
    if let caret { members.append(JSON.Member("caret", JSON(caret))) }
    for (key, texts) in [
      ("breaks", breaks), ("remedy", remedy.map(words)), ("remedy_ids", remedy), ("seen", seen),
    ] where !texts.isEmpty {
      members.append(JSON.Member(key, .array(texts.map(JSON.string))))
    }
    return .object(members)
  }

  private static func texts(_ value: JSON?) -> [String] {
    (value?.array?.compactMap(\.string) ?? []).prefix(10).map { $0.cut(to: longest) }
  }

  private static func text(_ value: JSON?) -> String? {
    guard let value, !value.isNull else { return nil }
    return (value.string ?? value.text).cut(to: longest)
  }

  /// The most characters of a text that a finding keeps: an endpoint may have written it.
  private static let longest = 500
}

extension Finding.Explanation {
  /// Reads `{checks: ["topic/check"], transcripts: ["transcripts/case/1-1.json"]}`.
  fileprivate init?(_ json: JSON) {
    guard let checks = json["checks"]?.array, let transcripts = json["transcripts"]?.array
    else { return nil }
    self.checks = checks.compactMap(\.string)
    self.transcripts = Set(transcripts.compactMap(\.string))
  }
}
