public import JQ
internal import JSONText
internal import Transcripts

/// Identifies an endpoint by the program `identity.jq` of the suites.
public struct IdentityReader: Sendable {
  private let worker: Worker

  /// The time limit in seconds: a fixed part, and a part for each transcript.
  private static let patience = (at: 20.0, each: 0.01)

  static let program = "include \"identity\"; identity"

  /// Takes a worker that knows the folders of the suites.
  public init(worker: Worker) {
    self.worker = worker
  }

  /// Derives the identity from the preflight and from the digests of all other transcripts; on failure,
  /// ``Identity/problem`` has the reason.
  func identity(
    of model: String?, at endpoint: String, before preflight: [Transcript],
    in transcripts: [[UInt8]]
  ) async -> Identity {
    let target: JSON = ["model": JSON(model), "endpoint": .string(endpoint)]
    let preflight = JSON.array(preflight.map(\.json))
    let evaluation = await worker.evaluate(
      [Self.program],
      on: Input(list: transcripts)
        .member("transcripts", of: #"{"target":\#(target.text),"preflight":\#(preflight.text),"#),
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
