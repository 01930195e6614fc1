internal import JSONText
public import Transcripts

/// One violation of a requirement.
public struct Finding: Sendable, Equatable {
  /// The problem.
  public var message: String
  /// The place in the response, for people; nil if the check does not state it.
  public var at: String?
  /// The place for programs; nil if the check does not state it, or names something else, such as a header.
  public var location: Location?
  /// The text at that place; nil if the check does not state it.
  public var saw: String?
  /// The index of the wrong character in ``saw``, from zero; nil if there is none.
  public var caret: Int?
  /// Which of the check's harms it causes, if the check distinguishes them.
  public var about: String?
  /// What breaks, if it differs from the check's metadata.
  public var breaks: [String]
  /// What to change, if it differs from the check's metadata: ids of remedies, or sentences.
  public var remedy: [String]
  /// Public reports, if they differ from the check's metadata.
  public var seen: [String]
  /// Failures elsewhere that have the same cause, if a check over the run found it.
  public var explains: Explanation?

  /// The failures that a finding explains. They are not reported separately.
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

  /// Reads an output of a check: a string, or an object with a `message`.
  init?(_ output: JSON) {
    if let message = output.string {
      self.init(message: message.cut(to: Self.maxLength))
    } else if let message = output["message"]?.string {
      self.init(
        message: message.cut(to: Self.maxLength),
        saw: Self.text(output["saw"]), caret: output["caret"]?.int.flatMap { $0 < 0 ? nil : $0 },
        breaks: (output["breaks"]?.array ?? []).prefix(10).compactMap(Harm.init).map {
          $0.sentence.cut(to: Self.maxLength)
        },
        remedy: Self.texts(output["remedy_ids"] ?? output["remedy"]),
        seen: Self.texts(output["seen"]))
      let at = output["at"] ?? nil
      location = Location(output["location"] ?? at)
      self.at = at.object == nil ? Self.text(at) : location?.words.cut(to: Self.maxLength)
      about = output["about"]?.string?.cut(to: 40)
      explains = output["explains"].flatMap(Explanation.init)
    } else {
      return nil
    }
  }

  /// The JSON of a run record, with the remedies as text.
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
    (value?.array?.compactMap(\.string) ?? []).prefix(10).map { $0.cut(to: maxLength) }
  }

  private static func text(_ value: JSON?) -> String? {
    guard let value, !value.isNull else { return nil }
    return (value.string ?? value.text).cut(to: maxLength)
  }

  /// The maximum length of a text of a finding, because the endpoint may have written the text.
  private static let maxLength = 500
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
