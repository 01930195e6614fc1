internal import JSONText
internal import Transcripts

/// Why a run stopped early: its last requests failed in the same way.
public struct RepeatedFailure: Sendable, Equatable {
  /// The kind of failure.
  public var kind: TransportFailure
  /// The number of requests that failed.
  public var requests: Int
  /// The message of the network layer for the last of them; may be empty.
  public var detail: String

  /// Describes a repeated failure.
  public init(_ kind: TransportFailure, requests: Int, detail: String = "") {
    (self.kind, self.requests, self.detail) = (kind, requests, detail)
  }

  /// The observation in a clause.
  public var what: String {
    let clause =
      switch kind {
      case .unreachable: "the last \(requests) requests got no connection"
      case .reset: "the connection broke in each of the last \(requests) requests"
      case .silent: "the last \(requests) requests got no answer"
      case .stalled: "each of the last \(requests) answers stopped before its end"
      case .endless: "none of the last \(requests) answers ended"
      }
    return detail.isEmpty ? clause : "\(clause) (\(detail))"
  }

  /// What to do, the most likely remedy first.
  public var remedy: [String] {
    let first =
      switch kind {
      case .unreachable: ["check whether the server is still running: its log shows why it stopped"]
      case .reset:
        ["see the log of the server, and of a proxy in front of it: it may crash and restart"]
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
      "kind": .string(kind.rawValue), "requests": JSON(requests), "detail": .string(detail),
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
      detail: (json["detail"]?.string ?? "").cut(to: 200))
  }
}
