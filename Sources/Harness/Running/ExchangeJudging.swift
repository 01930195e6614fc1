internal import JQ

/// Runs the checks over single exchanges.
struct ExchangeJudging: Sendable {
  let judge: Judge
  /// The folder that contains the transcripts; nil if they are not stored.
  let folder: RunFolder?
  /// One response is judged while the next is prepared; others wait without their documents.
  private let places = Slots(2)

  /// The time for the verdicts on what has arrived before an interruption.
  private static let timeAfterInterruption = Duration.milliseconds(500)

  init(_ judge: Judge, in folder: RunFolder?) {
    (self.judge, self.folder) = (judge, folder)
  }

  /// The verdicts on a response, also if the run is interrupted meanwhile.
  func verdicts(on source: TrialLog.Response.Source, expecting keys: Set<String>) async
    -> [(Check, Verdict)]
  {
    let task = Task {
      let place = await places.take(for: 1)
      let document = source.bytes(in: folder) ?? []
      let verdicts = await judge.judge(Input(document), over: .exchange, expecting: keys)
      await place.leave()
      return verdicts
    }
    return await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      Task {
        try? await Task.sleep(for: Self.timeAfterInterruption)
        task.cancel()
      }
    }
  }
}
