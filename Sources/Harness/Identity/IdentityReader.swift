public import JQ
internal import Transcripts

/// Finds out what an endpoint is; what tells it, and how it is told, stands in `identity.jq`.
public struct IdentityReader: Sendable {
  private let worker: Worker

  /// Seconds that it may take, and more for each thing that is looked at.
  private static let patience = (at: 20.0, each: 0.01)

  /// Prepares to ask with a worker that knows the suites.
  public init(worker: Worker) {
    self.worker = worker
  }

  /// What all that a run saw tells of the endpoint, or why that cannot be made out.
  func identity(
    of model: String?, at endpoint: String, before preflight: [Transcript],
    in transcripts: [Transcript]
  ) async -> Identity {
    let input: JSON = [
      "target": ["model": JSON(model), "endpoint": .string(endpoint)],
      "preflight": .array(preflight.map(\.json)),
      "transcripts": .array(transcripts.map { $0.isModelList ? $0.json : $0.digest }),
    ]
    let evaluation = await worker.evaluate(
      "include \"identity\"; identity", on: input.text,
      within: Self.patience.at + Self.patience.each * Double(transcripts.count))
    guard evaluation.ending == .complete, let output = evaluation.outputs.first,
      let json = StrictJSON.decode(Array(output.utf8)).value
    else {
      var unread = Identity()
      unread.problem = "identity.jq: \(evaluation.ending.words)"
      return unread
    }
    return Identity(json)
  }
}

extension Transcript {
  /// Whether it asked for the models, of which the long parts tell most.
  fileprivate var isModelList: Bool { json["kind"] == "models" }
}
