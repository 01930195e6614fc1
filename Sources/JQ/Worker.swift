internal import CJQ
internal import Dispatch
internal import Glibc

/// Runs jq programs in a separate process, which is killed if a program does not end.
///
/// The process is this executable, started without our environment, because a check could read an
/// API key there. It starts at the first evaluation, and again after it was killed.
public final class Worker: Sendable {
  private let queue = DispatchQueue(label: "jq worker")
  private let state: State

  /// Describes a worker; `executable` must pass its arguments to ``WorkerProcess``.
  public init(executable: String, libraries: [String]) {
    state = State(executable: executable, libraries: libraries)
  }

  /// Runs a program on an input; compiles it first if it is new to this worker.
  public func evaluate(_ program: String, on input: String, within seconds: Double) async
    -> Evaluation
  {
    await evaluate([program], on: input, within: seconds)
  }

  /// Runs programs one after the other on an input, until one fails.
  ///
  /// The time limit applies to each program and counts the processor time of the worker, so that
  /// more wall-clock time may pass on a busy machine.
  public func evaluate(_ programs: [String], on input: String, within seconds: Double) async
    -> Evaluation
  {
    let cancellation = Cancellation()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.async { [state] in
          continuation.resume(
            returning: state.evaluate(
              programs, on: Array(input.utf8), within: seconds, unless: cancellation))
        }
      }
    } onCancel: {
      cancellation.request()
    }
  }

  deinit {
    queue.async { [state] in state.stop() }
  }
}

/// The state that only the queue uses.
private final class State: @unchecked Sendable {
  private let executable: String
  private let libraries: [String]
  private var process: ChildProcess?
  private var numbers: [String: UInt32] = [:]
  private var cancellation = Cancellation()

  /// The memory limit; a larger process is restarted.
  private static let maxMemory = 1 << 30

  /// The output limit; longer output is an error.
  private static let maxOutput = 64 << 20

  init(executable: String, libraries: [String]) {
    self.executable = executable
    self.libraries = libraries
  }

  func stop() {
    process?.kill()
    process = nil
    numbers = [:]
  }

  func evaluate(
    _ programs: [String], on input: [UInt8], within seconds: Double,
    unless cancellation: Cancellation
  ) -> Evaluation {
    self.cancellation = cancellation
    if cancellation.isRequested { return Evaluation(ending: .unavailable("interrupted")) }
    // libjq leaks some memory in every run; a new process is cheaper than running out of memory.
    if let process, process.memoryHeld > Self.maxMemory { stop() }
    if process == nil {
      do {
        process = try ChildProcess(
          executable: executable, arguments: [WorkerProcess.argument] + libraries)
      } catch {
        return Evaluation(ending: .unavailable(error.message))
      }
    }
    for program in programs where numbers[program] == nil {
      let compiled = exchange(
        Frame(kind: .compile, payload: Array(program.utf8)), within: seconds)
      guard case .complete = compiled.ending else {
        if case .raised(let messages) = compiled.ending {
          return Evaluation(
            ending: .notCompiled(messages.split(separator: Frame.separator).map(String.init)))
        }
        if case .stopped(let why) = compiled.ending {
          return Evaluation(ending: .unavailable("it could not be compiled: \(why)"))
        }
        return compiled
      }
      numbers[program] = UInt32(numbers.count)
    }
    let head = [UInt32(programs.count)] + programs.map { numbers[$0] ?? 0 }
    return exchange(
      Frame(kind: .run, payload: head.flatMap(\.littleEndianBytes) + input), of: programs.count,
      within: seconds)
  }

  /// The factor by which wall-clock time may exceed the time limit on a busy machine.
  private static let patience = 20.0

  /// Sends a frame and collects the replies of a number of programs, until one fails.
  private func exchange(_ frame: Frame, of programs: Int = 1, within seconds: Double) -> Evaluation
  {
    guard let process else { return Evaluation(ending: .crashed) }
    var remaining = programs
    var (began, workBefore) = (now(), process.timeUsed)
    var deadline = began + seconds
    var evaluation = Evaluation(ending: .complete)
    var volume = 0
    var pending = frame.bytes[...]
    while true {
      switch process.advance(sending: &pending, until: deadline, unless: cancellation) {
      case .frame(let answer):
        let text = String(decoding: answer.payload, as: UTF8.self)
        switch answer.kind {
        case .output:
          volume += text.utf8.count
          evaluation.outputs.append(text)
          if volume > Self.maxOutput {
            evaluation.ending = .stopped("its output exceeded \(Self.maxOutput >> 20) MB")
            stop()
            return evaluation
          }
        case .done:
          remaining -= 1
          if remaining == 0 { return evaluation }
          (began, workBefore) = (now(), process.timeUsed)
          deadline = began + seconds
        case .error:
          evaluation.ending = .raised(text)
          return evaluation
        case .halted:
          evaluation.ending = .halted
          return evaluation
        case .compile, .run:
          stop()
          return Evaluation(outputs: evaluation.outputs, ending: .crashed)
        }
      case .cancelled:
        evaluation.ending = .unavailable("interrupted")
        stop()
        return evaluation
      case .late:
        let timeLeft = min(
          seconds - (process.timeUsed - workBefore), began + Self.patience * seconds - now())
        if timeLeft > 0.01 {
          deadline = now() + timeLeft
          continue
        }
        evaluation.ending = .stopped("it did not end in time")
        stop()
        return evaluation
      case .gone:
        evaluation.ending = .crashed
        stop()
        return evaluation
      }
    }
  }
}

/// Seconds of the monotonic clock.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return seconds(time)
}

/// A time as seconds.
func seconds(_ time: timespec) -> Double {
  Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
