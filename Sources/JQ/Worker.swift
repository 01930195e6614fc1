internal import Dispatch
internal import Synchronization

/// Runs jq programs in a separate process, which is killed if a program does not end.
///
/// The process runs `jq-worker`, without our environment, because a check could read an API key there. It
/// starts at the first evaluation, and again after it was killed.
public final class Worker: Sendable {
  private let queue = DispatchQueue(label: "jq worker")
  private let state: WorkerState
  private let preparation: Task<Void, Never>?
  /// Whether the caller no longer waits for the preparation.
  private let isHurried = Mutex(false)

  /// Describes a worker: its executable, the folders of modules, and the path of an image of compiled
  /// programs, if there is one. It starts after the preparation.
  public init(
    executable: String, libraries: [String], image: String? = nil,
    after preparation: Task<Void, Never>? = nil
  ) {
    state = WorkerState(
      executable: executable, libraries: libraries, start: image.map(WorkerState.Start.image))
    self.preparation = preparation
  }

  /// Describes a worker that starts in another way.
  init(executable: String, libraries: [String], start: WorkerState.Start) {
    state = WorkerState(executable: executable, libraries: libraries, start: start)
    preparation = nil
  }

  /// Runs a program on an input; compiles it first if it is new to this worker.
  public func evaluate(_ program: String, on input: String, within seconds: Double) async
    -> Evaluation
  {
    await evaluate([program], on: Input(input), within: seconds)
  }

  /// Runs programs one after the other on an input, until one fails.
  ///
  /// The time limit applies to each program and counts the processor time of the worker.
  public func evaluate(_ programs: [String], on input: Input, within seconds: Double) async
    -> Evaluation
  {
    await perform { $0.evaluate(programs, on: input, within: seconds, unless: $1) }
  }

  /// Compiles a program; whether it was restored from the image instead.
  public func restores(_ program: String) async -> Bool {
    await compile(program, within: 10).outputs == ["restored"]
  }

  /// Compiles a program; the output states whether it was restored from the image instead.
  func compile(_ program: String, within seconds: Double) async -> Evaluation {
    await perform { $0.compile(program, within: seconds, unless: $1) }
  }

  /// Writes an image of the programs that were compiled so far.
  func writeImage(to path: String) async -> Evaluation {
    await perform { $0.writeImage(to: path, unless: $1) }
  }

  /// The memory of the process in bytes.
  func memoryHeld() async -> Int { await perform { state, _ in state.memoryHeld } }

  private func perform<Value: Sendable>(
    _ action: @escaping @Sendable (WorkerState, Cancellation) -> Value
  ) async -> Value {
    // After an interruption, what is left to evaluate is evaluated at once.
    if let preparation, !isHurried.withLock(\.self) {
      if await preparation.valueUnlessCancelled == nil { isHurried.withLock { $0 = true } }
    }
    let cancellation = Cancellation()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.async { [state] in continuation.resume(returning: action(state, cancellation)) }
      }
    } onCancel: {
      cancellation.request()
    }
  }

  deinit {
    // Waits for the end of the process, whose processor time is otherwise not counted as ours.
    queue.sync { _ = state.stop() }
  }
}
