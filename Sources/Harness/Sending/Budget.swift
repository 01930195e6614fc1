internal import JSONText
internal import Transcripts

/// The limits of a run.
public struct Budget: Sendable, Equatable {
  /// The maximum number of requests, including those of the preflight.
  public var requests: Int?
  /// The maximum number of tokens of prompts and answers.
  public var tokens: Int?
  /// The maximum number of seconds.
  public var seconds: Double?

  /// A budget without limits.
  public init() {}

  /// Adds a limit such as `90s`, `10m`, `2h`, `500requests` or `200000tokens`; false if the text is not a
  /// limit.
  public mutating func limit(_ text: String) -> Bool {
    guard let match = text.wholeMatch(of: /([0-9]+(?:\.[0-9]+)?) *([a-z]+)/),
      let number = Double(match.output.1), number > 0, number < 1e12
    else { return false }
    switch match.output.2 {
    case "s", "seconds": seconds = number
    case "m", "minutes": seconds = number * 60
    case "h", "hours": seconds = number * 3600
    case "requests", "request": requests = Int(number)
    case "tokens", "token": tokens = Int(number)
    default: return false
    }
    return true
  }

  /// The JSON of a run record; a limit that is not set is null.
  var json: JSON {
    ["requests": JSON(requests), "tokens": JSON(tokens), "seconds": JSON(seconds)]
  }

  /// Reads the JSON of a run record.
  init(_ json: JSON) {
    requests = json["requests"]?.boundedCount
    tokens = json["tokens"]?.boundedCount
    seconds = json["seconds"]?.double
  }
}
