internal import CJQ
internal import Dispatch
internal import Glibc

/// Runs jq programs in a process of its own, which is killed when one does not end.
///
/// The process is this executable started again, with none of our environment: a check could
/// read a key there. It starts at the first evaluation, and afresh after it was killed.
public final class Worker: Sendable {
  private let queue = DispatchQueue(label: "jq worker")
  private let state: State

  /// Describes a worker; `executable` must hand its arguments to ``WorkerProcess``.
  public init(executable: String, libraries: [String]) {
    state = State(executable: executable, libraries: libraries)
  }

  /// Runs a program on an input, compiling it first if this worker has not met it yet.
  public func evaluate(_ program: String, on input: String, within seconds: Double) async
    -> Evaluation
  {
    await evaluate([program], on: input, within: seconds)
  }

  /// Runs programs on an input, one after the other, up to one that does not end well.
  ///
  /// The seconds are for each of them, and those that the worker itself works: on a busy machine more may
  /// pass.
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
      cancellation.ask()
    }
  }

  deinit {
    queue.async { [state] in state.stop() }
  }
}

/// What belongs to the queue alone.
private final class State: @unchecked Sendable {
  private let executable: String
  private let libraries: [String]
  private var process: ChildProcess?
  private var numbers: [String: UInt32] = [:]
  private var cancellation = Cancellation()

  /// More than this, and it is started afresh.
  private static let mostMemory = 1 << 30

  /// More than this is no verdict.
  private static let mostOutput = 64 << 20

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
    if cancellation.isAsked { return Evaluation(ending: .unavailable("interrupted")) }
    // libjq loses a little at every run: a new process is cheaper than one that runs out of memory.
    if let process, process.memoryHeld > Self.mostMemory { stop() }
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

  /// How many times longer than it may work a worker may take, where it gets no processor.
  private static let patience = 20.0

  /// Sends a frame and takes what comes back, for as many programs, up to one that does not end well.
  private func exchange(_ frame: Frame, of programs: Int = 1, within seconds: Double) -> Evaluation
  {
    guard let process else { return Evaluation(ending: .crashed) }
    var left = programs
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
          if volume > Self.mostOutput {
            evaluation.ending = .stopped("it put out more than \(Self.mostOutput >> 20) MB")
            stop()
            return evaluation
          }
        case .done:
          left -= 1
          if left == 0 { return evaluation }
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
        let rest = min(
          seconds - (process.timeUsed - workBefore), began + Self.patience * seconds - now())
        if rest > 0.01 {
          deadline = now() + rest
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

/// Seconds on a clock that only goes forward.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return seconds(time)
}

/// A time as seconds.
func seconds(_ time: timespec) -> Double {
  Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
