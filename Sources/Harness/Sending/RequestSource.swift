public import Transcripts

/// Where a run gets its requests from: its cases write them, or an earlier run kept them.
public protocol RequestSource: Sendable {
  /// The request of a trial at a step, after the transcripts of its earlier steps, and after the latest
  /// transcript of the case that probes whether the endpoint works.
  func request(
    of trial: Trial, step: Int, to target: Target, after transcripts: [Transcript],
    probe: Transcript?
  ) async -> RequestAnswer
}

/// What there is to send at a step.
public enum RequestAnswer: Sendable {
  case dispatch(Dispatch)
  /// There is nothing to send, for this reason.
  case none(Reason)
}
