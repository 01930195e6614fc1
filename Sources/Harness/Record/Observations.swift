internal import JSONText
internal import Transcripts

/// What a run observed, without judgement: counts, times and the identity of the endpoint.
public struct Observations: Sendable, Equatable {
  /// The distinct values of `system_fingerprint`, in order of appearance.
  public var fingerprints: [String] = []
  /// The identity of the endpoint; known when the run has ended.
  public var identity = Identity()
  /// The number of trials of each case that had more trials than it requests.
  public var tried: [String: Int] = [:]
  /// The duration so far.
  public var elapsedMilliseconds = 0.0
  /// How far the run got.
  public var ending = Ending.running
  /// Why the endpoint could not be judged.
  public var problem: Preflight.Problem?
  /// The repeated failure of the transport because of which the run was abandoned, or sent no more streams.
  public var failure: RepeatedFailure?
  /// The number of requests, including those of the preflight.
  public var requests = 0
  /// How many of them were refused with 429 or 503, and retried.
  public var refusals = 0
  /// The token counts of the server.
  public var tokens = Tokens()

  /// Starts with nothing.
  public init() {}

  /// How far a run got.
  public enum Ending: String, Sendable {
    /// It is under way, or was killed.
    case running
    /// All cases ran.
    case complete
    /// It was interrupted.
    case interrupted
    /// Its budget was used up before the end.
    case exhausted
    /// Its last requests failed in the same way, so the others were not sent.
    case abandoned
    /// The endpoint could not be judged.
    case stopped
  }

  /// Token counts of the server.
  public struct Tokens: Sendable, Equatable {
    /// Tokens of prompts.
    public var prompt = 0
    /// Tokens of answers.
    public var completion = 0

    /// Adds the usage of an answer.
    mutating func add(_ usage: JSON?) {
      prompt += usage?["prompt_tokens"]?.boundedCount ?? 0
      completion += usage?["completion_tokens"]?.boundedCount ?? 0
    }
  }

  /// Why a step has no result, unless its trial ended for its own reason.
  var reasonOfGaps: Reason {
    problem.map { Reason(.endpoint, $0.what) } ?? failure?.reason ?? .interrupted
  }

  /// The highest number of trials of a case.
  public func trials(of testCase: Case) -> Int { max(testCase.trials, tried[testCase.id] ?? 1) }

  /// Counts an exchange.
  mutating func count(_ transcript: Transcript) {
    requests += 1 + transcript.repetitions
    refusals += transcript.refusals
    tokens.add(transcript.usage)
    for fingerprint in transcript.fingerprints { note(fingerprint: fingerprint) }
  }

  /// Counts an exchange that was cancelled because the budget ended, if it had started.
  mutating func count(unanswered exchange: Exchange) {
    let resent = exchange.refusals.count + exchange.connection.resent
    refusals += exchange.refusals.count { [429, 503].contains($0.status) }
    requests += resent + (exchange.sent.isEmpty ? 0 : 1)
  }

  /// Adds a value of `system_fingerprint` unless it is in the list. The list is limited, because an endpoint
  /// may send a new value with each answer.
  mutating func note(fingerprint: String) {
    let fingerprint = fingerprint.cut(to: 200)
    if fingerprints.count < 100, !fingerprints.contains(fingerprint) {
      fingerprints.append(fingerprint)
    }
  }
}

extension Transcript {
  /// The tokens of the exchange, as the server counts them.
  var countedTokens: Int {
    var tokens = Observations.Tokens()
    tokens.add(usage)
    return tokens.prompt + tokens.completion
  }
}

extension JSON {
  /// A non-negative integer, limited so that sums do not overflow.
  var boundedCount: Int? { int.map { min(max(0, $0), 1 << 40) } }
}
