public import JQ
internal import Transcripts

/// Asks cases what to send, in the worker.
public struct RequestWriter: Sendable {
  private let worker: Worker
  private let defaults: JSON

  /// Seconds that a case may take to make up a request.
  private static let patience = 10.0

  /// Writes requests that share the defaults of a profile.
  public init(_ profile: Profile, worker: Worker) {
    self.worker = worker
    defaults = profile.defaults
  }

  /// What a case had to say.
  enum Answer {
    case request(Request)
    /// There is none, and why.
    case none(Gap)
  }

  /// Compiles every case, so that a broken one is told before anything is sent.
  public func problems(of cases: [Case]) async -> [SuiteProblem] {
    var problems: [SuiteProblem] = []
    for one in cases where !one.streamed || !cases.contains(where: { $0.id == one.module }) {
      let evaluation = await worker.evaluate(
        Self.source(for: one), on: "{}", within: Self.patience)
      if case .notCompiled(let messages) = evaluation.ending {
        problems += SuiteProblem.compilation(of: one.file, messages)
      }
    }
    return problems
  }

  /// The request of a trial at a step, made from the transcripts of its earlier steps.
  func request(
    of trial: Trial, step: Int, to target: Target, after transcripts: [Transcript]
  ) async -> Answer {
    let one = trial.testCase
    let input: JSON = [
      "step": JSON(step),
      "trial": JSON(trial.number),
      "nonce": .string(target.nonce),
      "stream": .bool(one.streamed),
      "target": target.json,
      "defaults": defaults,
      "transcripts": .array(transcripts.map(\.json)),
    ]
    let evaluation = await worker.evaluate(
      Self.source(for: one), on: input.text, within: Self.patience)
    switch evaluation.ending {
    case .complete:
      guard let output = evaluation.outputs.first,
        let json = StrictJSON.decode(Array(output.utf8)).value
      else { return .none(.blocked("the case asks for no request at step \(step)")) }
      guard var request = Request(described: json, to: target) else {
        return .none(
          .blocked("the case put out \(output.prefix(200)), which is no request"))
      }
      // Sent together, they may be answered one after the other.
      if one.together { request.deadlines.wait(times: Double(one.trials)) }
      return .request(request)
    case .raised(let message):
      let json = StrictJSON.decode(Array(message.utf8)).value ?? nil
      if let reason = json["unneeded"]?.string { return .none(.unneeded(reason.cut(to: 500))) }
      return .none(
        .blocked((json["cannot"]?.string ?? "the case raised: \(message)").cut(to: 500)))
    case .notCompiled(let messages):
      return .none(.blocked(messages.first ?? "it does not compile"))
    case .stopped(let why): return .none(.blocked("the case was stopped: \(why)"))
    case .crashed: return .none(.blocked("libjq ended while the case ran"))
    case .unavailable(let why): return .none(.blocked(why))
    }
  }

  /// Asked of an empty object, the program only compiles.
  private static func source(for one: Case) -> String {
    "import \"\(one.module)\" as case; select(.step) | case::request"
  }
}
