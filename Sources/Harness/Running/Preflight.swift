public import JQ
public import Transcripts

/// Finds out whether there is an endpoint to judge, and which model it serves.
///
/// What to ask and what the answers mean stands in `preflight.jq`.
public struct Preflight: Sendable {
  private let worker: Worker
  private let exchange: @Sendable (Request) async -> Exchange

  private static let patience = 10.0
  private static let steps = 2

  /// Prepares to ask with the given worker and function.
  public init(worker: Worker, exchange: @escaping @Sendable (Request) async -> Exchange) {
    self.worker = worker
    self.exchange = exchange
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
  }

  /// Asks the endpoint; each transcript is handed out as soon as it is there.
  public func run(on target: Target, keep: (Transcript, Exchange) async -> Void) async
    -> Conclusion
  {
    var target = target
    var transcripts: [Transcript] = []
    for step in 1...Self.steps {
      guard !Task.isCancelled else { break }
      do throws(Broken) {
        let described = try await ask("request", step: step, target, transcripts)
        guard let request = Request(described: described, to: target) else {
          throw Broken(reason: "it asks for \(described.text), which is no request")
        }
        let exchange = await exchange(request)
        let place = Transcript.Place(
          testCase: ["id": "preflight", "title": "Preflight"], step: step, trial: 1)
        let transcript = Transcript(of: exchange, at: place, of: target.json)
        transcripts.append(transcript)
        await keep(
          transcript.masked(target.key, of: exchange, at: place, to: target.json), exchange)
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
    return target.model.map { .ready(model: $0) } ?? .problem(.broken("interrupted"), model: nil)
  }

  private struct Broken: Error {
    var reason: String
  }

  private func ask(
    _ question: String, step: Int, _ target: Target, _ transcripts: [Transcript]
  ) async throws(Broken) -> JSON {
    let input: JSON = [
      "step": JSON(step),
      "target": target.json,
      "transcripts": .array(transcripts.map(\.json)),
    ]
    let evaluation = await worker.evaluate(
      "include \"preflight\"; \(question)", on: input.text, within: Self.patience)
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
  }

  static func broken(_ reason: String) -> Self {
    Self(
      what: "preflight.jq cannot make out this answer: \(reason)",
      remedy: ["report it, with the run folder"], saw: "", isUsage: false)
  }
}
