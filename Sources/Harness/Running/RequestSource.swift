public import Transcripts

/// Where a run has its requests from: written by its cases, or kept by an earlier run.
public protocol RequestSource: Sendable {
  /// The request of a trial at a step, after the transcripts of its earlier steps, and after the latest
  /// that asked whether the endpoint is well.
  func request(
    of trial: Trial, step: Int, to target: Target, after transcripts: [Transcript],
    probe: Transcript?
  ) async -> RequestAnswer
}

/// What there is to send at a step.
public enum RequestAnswer: Sendable {
  case request(Request)
  /// There is nothing, and why.
  case none(Reason)
}
