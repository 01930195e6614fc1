public import JQ
internal import JSONText
internal import Transcripts

/// Tests whether an endpoint can be judged, and which model it serves.
///
/// `preflight.jq` writes the requests and interprets the responses.
public struct Preflight: Sendable {
  private let worker: Worker
  private let sender: Sender

  /// The maximum number of seconds to write a request or to interpret a response.
  private static let patience = 10.0
  /// The list of models and the smallest chat.
  private static let steps = 2

  /// Prepares a preflight.
  public init(worker: Worker, sender: Sender) {
    self.worker = worker
    self.sender = sender
  }

  /// The result.
  public enum Conclusion: Sendable, Equatable {
    /// The endpoint can be judged, with this model.
    case ready(model: String)
    /// The endpoint lists several models, and none was selected.
    case several([String])
    /// The endpoint cannot be judged; the model, if it is known.
    case problem(Problem, model: String?)

    /// The model; nil if it is unknown.
    public var model: String? {
      switch self {
      case .ready(let model): model
      case .problem(_, let model): model
      case .several: nil
      }
    }
  }

  /// Why an endpoint cannot be judged.
  public struct Problem: Sendable, Equatable {
    /// The problem.
    public var what: String
    /// What to do, the most likely remedy first.
    public var remedy: [String]
    /// The text of the endpoint's response; empty if there is none.
    public var saw: String
    /// Whether the command line must be changed.
    public var isUsage: Bool
    /// Whether it may end soon, for example because the server is still starting.
    public var isPassing = false
    /// Whether the suites are at fault, and not the endpoint.
    public var isOurs = false
  }

  /// The beginnings of the names of its files; a merged run has a preflight for each of its shards.
  static func files(of part: Int) -> [String] {
    (1...steps + 1).map { RunFolder.stem(of: "preflight", trial: part, step: $0) }
  }

  /// The result of a preflight, and the exchanges of its last attempt.
  public struct Report: Sendable {
    /// The result.
    public var conclusion: Conclusion
    /// The exchanges.
    public var exchanges: [Sent]
  }

  /// Tests whether the endpoint can be judged, repeatedly until it is ready or `patience` seconds have passed.
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
      if last != problem.what { notice("waiting for the endpoint: \(problem.what)") }
      last = problem.what
      try? await Task.sleep(for: .milliseconds(min(2000, max(50, patience * 20))))
      await sender.restart()
    }
  }

  /// Tests once whether the endpoint can be judged.
  public func run(on target: Target, until end: Double? = nil) async -> Report {
    var exchanges: [Sent] = []
    let conclusion = await conclude(on: target, until: end, &exchanges)
    return Report(conclusion: conclusion, exchanges: exchanges)
  }

  /// Sends the steps until one has a problem or the model is known.
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
          throw Broken(reason: "it outputs \(described.text), which is not a valid request")
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
          if models.isEmpty {
            throw Broken(reason: "its conclusion \(conclusion.text) is not valid")
          }
          return .several(models)
        }
        target.model = model
      } catch {
        return .problem(.broken(error.reason), model: target.model)
      }
    }
    guard let model = target.model else { return .problem(.broken("interrupted"), model: nil) }
    // The identity of the server does not affect the preflight, so this request may fail.
    if !Task.isCancelled,
      let described = try? await ask("question", of: "identity", step: 3, target, transcripts),
      var dispatch = Dispatch(described: described, to: target)
    {
      dispatch.mayFail = true
      let sent = await send(dispatch, step: Self.steps + 1, target)
      exchanges += [sent].compactMap(\.self)
    }
    return .ready(model: model)
  }

  /// Sends a request of the preflight; nil if the budget is not sufficient.
  private func send(_ dispatch: Dispatch, step: Int, _ target: Target) async -> Sent? {
    let place = Transcript.Place(
      testCase: ["id": "preflight", "title": "Preflight"], step: step, trial: 1)
    return await sender.send(dispatch, as: place, to: target)
  }

  /// The programs of a preflight, in the order of their use.
  static let programs = [
    program("request"), program("conclude"), program("question", of: "identity"),
  ]

  private static func program(_ question: String, of module: String = "preflight") -> String {
    "include \"\(module)\"; \(question)"
  }

  /// A failure of `preflight.jq` itself.
  private struct Broken: Error {
    var reason: String
  }

  /// Evaluates a function of a module on the exchanges so far.
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
      Self.program(question, of: module), on: input.text, within: Self.patience)
    guard evaluation.ending == .complete, let output = evaluation.outputs.first,
      let json = StrictJSON.decode(Array(output.utf8)).value
    else { throw Broken(reason: "`\(question)`: \(evaluation.ending.words)") }
    return json
  }
}

extension Preflight.Problem {
  /// Reads a problem that `preflight.jq` outputs.
  init(_ json: JSON) {
    what = json["what"]?.string ?? ""
    remedy = json["remedy"]?.array?.compactMap(\.string) ?? []
    saw = json["saw"]?.string ?? ""
    isUsage = json["usage"]?.bool ?? false
    isPassing = json["passing"]?.bool ?? false
  }

  /// The budget was used up before the endpoint could be judged.
  public static let outOfBudget = Self(
    what: "the budget was used up before anything could be judged",
    remedy: ["increase --budget"], saw: "", isUsage: false)

  /// A problem of the suite, not of the endpoint.
  static func broken(_ reason: String) -> Self {
    Self(
      what: "preflight.jq cannot interpret this response: \(reason)",
      remedy: ["report this problem, with the run folder"], saw: "", isUsage: false, isOurs: true)
  }
}
