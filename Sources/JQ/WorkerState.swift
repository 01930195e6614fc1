internal import Glibc

/// The process of a worker and its programs. Only the worker's queue uses it.
final class WorkerState: @unchecked Sendable {
  private let executable: String
  private let arguments: [String]
  private var process: ChildProcess?
  private var numbers: [String: UInt32] = [:]
  private var programs: UInt32 = 0
  private var cancellation = Cancellation()
  /// Whether a program was restored from an image.
  private var hasRestored = false

  /// How a process starts, if not without programs.
  enum Start {
    case image(String)
    case recording(UInt32)
    /// An output with the processor time in nanoseconds precedes each output.
    case timing

    fileprivate var arguments: [String] {
      switch self {
      case .image(let path): ["--image", path]
      case .recording(let seed): ["--record", "\(seed)"]
      case .timing: ["--times"]
      }
    }
  }

  /// The memory of the process in bytes.
  var memoryHeld: Int { process?.memoryHeld ?? 0 }

  /// The memory limit; a larger process is restarted, which takes seconds if it has to compile again.
  private var maxMemory: Int { hasRestored ? 64 << 20 : 1 << 30 }

  /// The output limit; longer output is an error.
  private static let maxOutput = 64 << 20

  /// The factor by which wall-clock time may exceed the time limit on a busy machine.
  private static let patience = 20.0

  /// The exit code of a process whose program used up its time.
  private static let deadlineCode: Int32 = 3

  init(executable: String, libraries: [String], start: Start?) {
    self.executable = executable
    arguments = (start?.arguments ?? []) + libraries
  }

  /// Ends the process; returns its exit code, if it had ended by itself.
  @discardableResult
  func stop() -> Int32? {
    defer {
      process = nil
      numbers = [:]
      programs = 0
      hasRestored = false
    }
    return process?.kill()
  }

  /// Runs programs on an input; compiles those that are new.
  func evaluate(
    _ programs: [String], on input: Input, within seconds: Double,
    unless cancellation: Cancellation
  ) -> Evaluation {
    // libjq leaks memory in some programs; a new process is cheaper than running out of memory.
    if memoryHeld > maxMemory { stop() }
    for program in programs where numbers[program] == nil {
      let compiled = compile(program, within: seconds, unless: cancellation)
      guard compiled.ending == .complete else { return compiled }
    }
    self.cancellation = cancellation
    let head =
      Self.bytes(of: seconds) + UInt32(programs.count).littleEndianBytes
      + programs.flatMap { (numbers[$0] ?? 0).littleEndianBytes }
    guard input.count < Frame.longest - head.count else {
      return Evaluation(ending: .stopped("its input exceeds \(Frame.longest >> 20) MB"))
    }
    let run = OutgoingFrame(kind: .run, payload: [head] + input.pieces)
    return exchange(
      run, of: programs.count, within: seconds
    )
  }

  /// Compiles a program.
  func compile(_ program: String, within seconds: Double, unless cancellation: Cancellation)
    -> Evaluation
  {
    self.cancellation = cancellation
    if cancellation.isRequested { return Evaluation(ending: .unavailable("interrupted")) }
    if process == nil {
      do {
        process = try ChildProcess(executable: executable, arguments: arguments)
      } catch {
        return Evaluation(ending: .unavailable(error.message))
      }
    }
    let compiled = exchange(
      OutgoingFrame(kind: .compile, payload: [Self.bytes(of: seconds), Array(program.utf8)]),
      within: seconds)
    switch compiled.ending {
    case .complete:
      if !compiled.outputs.isEmpty { hasRestored = true }
      numbers[program] = programs
      programs += 1
      return compiled
    case .raised(let messages):
      return Evaluation(
        ending: .notCompiled(messages.split(separator: Frame.separator).map(String.init)))
    case .stopped(let why):
      return Evaluation(ending: .unavailable("it could not be compiled: \(why)"))
    default: return compiled
    }
  }

  /// Writes an image of all programs so far; the output names the libraries and their addresses.
  func writeImage(to path: String, unless cancellation: Cancellation) -> Evaluation {
    self.cancellation = cancellation
    return exchange(
      OutgoingFrame(kind: .writeImage, payload: [Array(path.utf8)]), within: Self.patience)
  }

  /// A time limit as the worker reads it.
  private static func bytes(of seconds: Double) -> [UInt8] {
    UInt32(min(seconds * 1000, 1e9)).littleEndianBytes
  }

  /// Sends a frame and collects the replies of a number of programs, until one fails.
  private func exchange(_ frame: OutgoingFrame, of programs: Int = 1, within seconds: Double)
    -> Evaluation
  {
    guard let process else { return Evaluation(ending: .crashed) }
    var remaining = programs
    // The worker itself limits its processor time.
    let deadline = now() + Self.patience * seconds * Double(max(1, programs))
    var evaluation = Evaluation(ending: .complete)
    var volume = 0
    var pending = frame.pieces.reversed().map { $0[...] }
    while true {
      switch process.advance(sending: &pending, until: deadline, unless: cancellation) {
      case .frame(let answer):
        let text = String(decoding: answer.payload, as: UTF8.self)
        switch answer.kind {
        case .output:
          volume += answer.payload.count
          evaluation.outputs.append(text)
          guard volume > Self.maxOutput else { continue }
          return ended(evaluation, .stopped("its output exceeded \(Self.maxOutput >> 20) MB"))
        case .done:
          if !text.isEmpty { evaluation.outputs.append(text) }
          remaining -= 1
          if remaining == 0 { return evaluation }
        case .error:
          evaluation.ending = .raised(text)
          return evaluation
        case .halted:
          evaluation.ending = .halted
          return evaluation
        case .compile, .run, .writeImage: return ended(evaluation, .crashed)
        }
      case .cancelled: return ended(evaluation, .unavailable("interrupted"))
      case .late: return ended(evaluation, .stopped("it did not end in time"))
      case .gone: return ended(evaluation, .crashed)
      }
    }
  }

  /// An evaluation after which the process cannot be used.
  private func ended(_ evaluation: Evaluation, _ ending: Evaluation.Ending) -> Evaluation {
    let code = stop()
    let isLate = ending == .crashed && code == Self.deadlineCode
    var evaluation = evaluation
    evaluation.ending = isLate ? .stopped("it did not end in time") : ending
    return evaluation
  }
}

/// Seconds of the monotonic clock.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
