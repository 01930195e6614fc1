internal import CJQ
internal import Glibc

/// The main program of a worker: compiles and runs what arrives on standard input.
public enum WorkerProcess {
  /// The first argument, which makes the executable a worker; the folders of modules follow.
  public static let argument = "--jq-worker"

  private static let memory: rlim_t = 2 << 30

  /// Serves until standard input ends; never returns.
  public static func serve(libraries: [String]) -> Never {
    signal(SIGINT, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    var limit = rlimit(rlim_cur: memory, rlim_max: memory)
    setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    exitWithParent()

    var programs: [Program] = []
    var frames = Frames()
    while let frame = frames.next() {
      switch frame.kind {
      case .compile:
        do {
          programs.append(
            try Program(String(decoding: frame.payload, as: UTF8.self), libraries: libraries))
          reply(.done)
        } catch {
          reply(.error, error.messages.joined(separator: Frame.separator))
        }
      case .run:
        run(frame.payload[...], of: programs)
      case .output, .done, .error, .halted:
        exit(1)
      }
    }
    exit(0)
  }

  /// Runs the programs one after the other until one raises an error.
  private static func run(_ payload: ArraySlice<UInt8>, of programs: [Program]) {
    var rest = payload
    func number() -> Int {
      guard rest.count >= 4 else { exit(1) }
      defer { rest = rest.dropFirst(4) }
      return Int(UInt32(littleEndianBytes: rest.prefix(4)))
    }
    let numbers = (0..<number()).map { _ in number() }
    guard numbers.allSatisfy(programs.indices.contains) else { exit(1) }
    do throws(UnreadableInput) {
      let input = try Input(rest)
      for number in numbers {
        let outcome = programs[number].run(on: input) { output in reply(.output, output) }
        switch outcome {
        case .complete: reply(.done)
        case .raised(let message): return reply(.error, message)
        case .halted: return reply(.halted)
        }
      }
    } catch {
      reply(.error, error.message)
    }
  }

  /// A program that never ends would outlive a killed parent, so a thread waits until the parent's
  /// end of the pipe closes.
  private static func exitWithParent() {
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { _ in
        var descriptor = pollfd(fd: 0, events: 0, revents: 0)
        while poll(&descriptor, 1, -1) < 0 {}
        _exit(0)
      }, nil)
  }

  private static func reply(_ kind: Frame.Kind, _ text: String = "") {
    guard writeAll(Frame(kind: kind, payload: Array(text.utf8)).bytes, to: 1) else { exit(0) }
  }

  private struct Frames {
    var buffer: [UInt8] = []
    var start = 0

    mutating func next() -> Frame? {
      while true {
        do {
          if let frame = try Frame.take(from: &buffer, startingAt: &start) { return frame }
        } catch {
          return nil
        }
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(0, &piece, piece.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return nil }
        buffer += piece.prefix(count)
      }
    }
  }
}
