public import Transcripts

/// The source of the requests of a run: its cases, or a stored run.
public protocol RequestSource: Sendable {
  /// The request of a trial at a step, after the transcripts of its earlier steps as JSON, and after the latest
  /// transcript of the case that probes whether the endpoint works.
  func request(
    of trial: Trial, step: Int, to target: Target, after transcripts: [[UInt8]],
    probe: Transcript?
  ) async -> RequestAnswer
}

/// The request of a step, or the reason why there is none.
public enum RequestAnswer: Sendable {
  case dispatch(Dispatch)
  /// There is nothing to send, for this reason.
  case none(Reason)
}
