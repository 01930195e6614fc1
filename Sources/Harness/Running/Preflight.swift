public import JQ
internal import JSONText
internal import Transcripts

/// Finds out whether there is an endpoint to judge, and which model it serves.
///
/// What to ask and what the answers mean stands in `preflight.jq`.
public struct Preflight: Sendable {
  private let worker: Worker
  private let sender: Sender

  private static let patience = 10.0
  /// The model list and the smallest chat, from which follows what there is to judge.
  private static let steps = 2

  /// Prepares a preflight.
  public init(worker: Worker, sender: Sender) {
    self.worker = worker
    self.sender = sender
  }

  /// What came of it.
  public enum Conclusion: Sendable, Equatable {
    /// The endpoint can be judged, with this model.
    case ready(model: String)
    /// The endpoint lists several models and none was named.
    case several([String])
    /// Judging would be pointless; the model, where one was found.
    case problem(Problem, model: String?)

    /// The model that was found.
    public var model: String? {
      switch self {
      case .ready(let model): model
      case .problem(_, let model): model
      case .several: nil
      }
    }
  }

  /// What keeps an endpoint from being judged.
  public struct Problem: Sendable, Equatable {
    /// What is wrong.
    public var what: String
    /// What to do, the likeliest first.
    public var remedy: [String]
    /// The endpoint's own words, if it said any.
    public var saw: String
    /// Whether it is the command that has to change.
    public var isUsage: Bool
    /// Whether it may be gone soon, as where a server is still starting.
    public var isPassing = false
  }

  /// What the names of the files of its exchanges begin with, in a part of a run that was put together.
  static func files(of part: Int) -> [String] {
    (1...steps + 1).map { RunFolder.stem(of: "preflight", trial: part, step: $0) }
  }

  /// What a preflight found, and the exchanges of its last attempt.
  public struct Report: Sendable {
    /// What it found.
    public var conclusion: Conclusion
    /// The exchanges.
    public var exchanges: [Sent]
  }

  /// Tests whether the endpoint can be judged, repeatedly until it is ready or `patience`, in seconds, is over.
  public func run(on target: Target, waiting patience: Double, notice: (String) -> Void) async
    -> Report
  {
    let end = monotonicMilliseconds() + patience * 1000
    var last: String?
    while true {
      let report = await run(on: target, until: patience > 0 ? end : nil)
      guard case .problem(let problem, _) = report.conclusion, problem.isPassing,
        !Task.isCancelled, monotonicMilliseconds() < end
      else { return report }
      if last != problem.what { notice("waiting until the endpoint is ready: \(problem.what)") }
      last = problem.what
      try? await Task.sleep(for: .milliseconds(min(2000, max(50, patience * 20))))
      await sender.restartBudget()
    }
  }

  /// Tests once whether the endpoint can be judged.
  public func run(on target: Target, until end: Double? = nil) async -> Report {
    var exchanges: [Sent] = []
    let conclusion = await conclude(on: target, until: end, &exchanges)
    return Report(conclusion: conclusion, exchanges: exchanges)
  }

  private func conclude(on target: Target, until end: Double?, _ exchanges: inout [Sent]) async
    -> Conclusion
  {
    var target = target
    var transcripts: [Transcript] = []
    for step in 1...Self.steps {
      guard !Task.isCancelled else { break }
      do throws(Broken) {
        let described = try await ask("request", step: step, target, transcripts)
        guard var dispatch = Dispatch(described: described, to: target) else {
          throw Broken(reason: "it asks for \(described.text), which is not a valid request")
        }
        dispatch.retryUntil = end
        guard let sent = await send(dispatch, step: step, target) else {
          return .problem(.outOfBudget, model: target.model)
        }
        exchanges.append(sent)
        transcripts.append(sent.transcript)
        let conclusion = try await ask("conclude", step: step, target, transcripts)
        if let problem = conclusion["problem"] {
          return .problem(
            Problem(problem.mapStrings { target.key?.masked($0) ?? $0 }), model: target.model)
        }
        guard let model = conclusion["model"]?.string else {
          let models = conclusion["models"]?.array?.compactMap(\.string) ?? []
          if models.isEmpty { throw Broken(reason: "it concludes \(conclusion.text)") }
          return .several(models)
        }
        target.model = model
      } catch {
        return .problem(.broken(error.reason), model: target.model)
      }
    }
    guard let model = target.model else { return .problem(.broken("interrupted"), model: nil) }
    // The identity of the server decides nothing here, so this request may fail.
    if !Task.isCancelled,
      let described = try? await ask("question", of: "identity", step: 3, target, transcripts),
      let dispatch = Dispatch(described: described, to: target)
    {
      let sent = await send(dispatch, step: Self.steps + 1, target)
      exchanges += [sent].compactMap(\.self)
    }
    return .ready(model: model)
  }

  private func send(_ dispatch: Dispatch, step: Int, _ target: Target) async -> Sent? {
    let place = Transcript.Place(
      testCase: ["id": "preflight", "title": "Preflight"], step: step, trial: 1)
    return await sender.send(dispatch, as: place, to: target)
  }

  private struct Broken: Error {
    var reason: String
  }

  private func ask(
    _ question: String, of module: String = "preflight", step: Int, _ target: Target,
    _ transcripts: [Transcript]
  ) async throws(Broken) -> JSON {
    let input: JSON = [
      "step": JSON(step),
      "target": target.json,
      "transcripts": .array(transcripts.map(\.json)),
    ]
    let evaluation = await worker.evaluate(
      "include \"\(module)\"; \(question)", on: input.text, within: Self.patience)
    guard evaluation.ending == .complete, let output = evaluation.outputs.first,
      let json = StrictJSON.decode(Array(output.utf8)).value
    else { throw Broken(reason: "`\(question)`: \(evaluation.ending.words)") }
    return json
  }
}

extension Preflight.Problem {
  init(_ json: JSON) {
    what = json["what"]?.string ?? ""
    remedy = json["remedy"]?.array?.compactMap(\.string) ?? []
    saw = json["saw"]?.string ?? ""
    isUsage = json["usage"]?.bool ?? false
    isPassing = json["passing"]?.bool ?? false
  }

  /// The budget ended before it was known whether there is anything to judge.
  public static let outOfBudget = Self(
    what: "the budget was spent before anything could be judged",
    remedy: ["allow for more: --budget"], saw: "", isUsage: false)

  static func broken(_ reason: String) -> Self {
    Self(
      what: "preflight.jq cannot make out this answer: \(reason)",
      remedy: ["report it, with the run folder"], saw: "", isUsage: false)
  }
}
