internal import JSONText
internal import Transcripts

/// Why a run did not send all requests: the last ones, or the last streams, failed in the same way.
public struct RepeatedFailure: Sendable, Equatable {
  /// The kind of failure.
  public var kind: TransportFailure
  /// The number of requests that failed.
  public var requests: Int
  /// Whether only streams failed, and were no longer sent, while other requests were answered.
  public var concernsStreams: Bool
  /// The message of the network layer for the last of them; may be empty.
  public var detail: String

  /// Describes a repeated failure.
  public init(
    _ kind: TransportFailure, requests: Int, concernsStreams: Bool = false, detail: String = ""
  ) {
    (self.kind, self.requests) = (kind, requests)
    (self.concernsStreams, self.detail) = (concernsStreams, detail)
  }

  /// The observation in a clause.
  public var what: String {
    let (sent, received) = concernsStreams ? ("streams", "streams") : ("requests", "answers")
    let clause =
      switch kind {
      case .unreachable: "the last \(requests) \(sent) got no connection"
      case .reset: "the connection broke in each of the last \(requests) \(sent)"
      case .silent: "the last \(requests) \(sent) got no answer"
      case .stalled: "each of the last \(requests) \(received) stopped before its end"
      case .endless: "none of the last \(requests) \(received) ended"
      case .mixed: "none of the last \(requests) \(sent) was answered"
      }
    return clause + (detail.isEmpty ? "" : " (\(detail))")
      + (concernsStreams ? ", but requests without a stream were answered" : "")
  }

  /// What the failure means for the run.
  public var effect: String {
    concernsStreams ? "No more streams were sent" : "The run stopped early"
  }

  /// What to do, the most likely remedy first.
  public var remedy: [String] {
    let first =
      switch kind {
      case .unreachable: ["check whether the server is still running: its log shows why it stopped"]
      case .reset, .mixed:
        ["see the log of the server, and of a proxy in front of it: it may crash and restart"]
      case .silent where concernsStreams, .stalled where concernsStreams:
        [
          "send a stream to the server directly: a proxy in front of it may hold streams back",
          "see the log of the server: it may hang when it streams",
        ]
      case .silent, .stalled:
        [
          "see the log of the server: it may hang, or still work on earlier requests",
          "if the server is only slow, increase --timeout or reduce --jobs",
        ]
      case .endless:
        [
          "check that the server stops at max_tokens and then ends its answer",
          "if the server is only slow, increase --timeout",
        ]
      }
    return first + ["--keep-going sends all requests despite this"]
  }

  /// The reason of the results that are missing.
  var reason: Reason { Reason(.endpoint, what.cut(to: 500)) }
}

extension RepeatedFailure {
  /// The JSON of a run record.
  var json: JSON {
    [
      "kind": .string(kind.rawValue), "requests": JSON(requests), "streams": .bool(concernsStreams),
      "detail": .string(detail),
      "what": .string(what), "remedy": .array(remedy.map(JSON.string)),
    ]
  }

  /// Reads the JSON of a run record.
  init?(kept json: JSON) {
    guard let kind = json["kind"]?.string.flatMap(TransportFailure.init(rawValue:)) else {
      return nil
    }
    self.init(
      kind, requests: json["requests"]?.boundedCount ?? 0,
      concernsStreams: json["streams"]?.bool ?? false,
      detail: (json["detail"]?.string ?? "").cut(to: 200))
  }
}
