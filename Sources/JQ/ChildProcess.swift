internal import Glibc

/// A started worker process and the two pipes to it.
final class ChildProcess {
  private let identifier: pid_t
  private let input: Int32
  private let output: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  /// Memory for one read, which is reused.
  private var piece = [UInt8](repeating: 0, count: 1 << 16)
  private var alive = true

  /// The next event of the process.
  enum Step {
    case frame(Frame)
    /// The deadline passed.
    case late
    /// The caller no longer waits.
    case cancelled
    /// The process ended or sent invalid data.
    case gone
  }

  /// Why the process could not be started.
  struct Failure: Error {
    var message: String
  }

  /// Starts the executable with a minimal environment. The worker closes all other files that it inherits.
  init(executable: String, arguments: [String]) throws(Failure) {
    var toChild: [Int32] = [0, 0]
    var fromChild: [Int32] = [0, 0]
    guard pipe(&toChild) == 0 else {
      throw Failure(
        message: "cannot create a pipe to a jq worker: \(String(cString: strerror(errno)))")
    }
    guard pipe(&fromChild) == 0 else {
      toChild.forEach { _ = close($0) }
      throw Failure(
        message: "cannot create a pipe from a jq worker: \(String(cString: strerror(errno)))")
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, toChild[0], 0)
    posix_spawn_file_actions_adddup2(&actions, fromChild[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    defer { posix_spawn_file_actions_destroy(&actions) }

    var identifier: pid_t = 0
    let status = withCStrings([executable] + arguments) { arguments in
      withCStrings(Self.environment()) { environment in
        posix_spawn(&identifier, executable, &actions, nil, arguments, environment)
      }
    }
    close(toChild[0])
    close(fromChild[1])
    guard status == 0 else {
      close(toChild[1])
      close(fromChild[0])
      throw Failure(
        message: "cannot start a jq worker from \(executable): \(String(cString: strerror(status)))"
      )
    }
    self.identifier = identifier
    input = toChild[1]
    output = fromChild[0]
    _ = fcntl(input, F_SETFL, O_NONBLOCK)
  }

  deinit {
    kill()
  }

  /// Ends the process immediately, and waits for its end, so that its processor time is counted as ours.
  /// Returns its exit code; nil if it had not ended by itself.
  @discardableResult
  func kill() -> Int32? {
    guard alive else { return nil }
    alive = false
    close(input)
    close(output)
    // A process that has begun to exit keeps its exit code.
    Glibc.kill(identifier, SIGKILL)
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 {
      guard errno == EINTR else { return nil }
    }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : nil
  }

  /// The memory of the process in bytes, as reported by the system.
  var memoryHeld: Int {
    let file = open("/proc/\(identifier)/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    var text = [UInt8](repeating: 0, count: 128)
    let count = read(file, &text, text.count)
    let numbers = text.prefix(max(0, count)).split(separator: UInt8(ascii: " "))
    let pages = numbers.dropFirst().first.flatMap { Int(String(decoding: $0, as: UTF8.self)) }
    return (pages ?? 0) * Int(getpagesize())
  }

  /// Sends pending pieces, the last one first, and receives, until a frame is complete.
  func advance(
    sending pending: inout [ArraySlice<UInt8>], until deadline: Double,
    unless cancellation: Cancellation
  ) -> Step {
    while true {
      do {
        if let frame = try Frame.take(from: &buffer, startingAt: &start) { return .frame(frame) }
      } catch {
        return .gone
      }
      let left = deadline - now()
      guard left > 0 else { return .late }
      guard !cancellation.isRequested else { return .cancelled }
      var descriptors = [pollfd(fd: output, events: Int16(POLLIN), revents: 0)]
      if !pending.isEmpty {
        descriptors.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0))
      }
      let ready = poll(&descriptors, nfds_t(descriptors.count), Int32(min(left, 0.1) * 1000) + 1)
      if ready < 0 && errno != EINTR { return .gone }
      guard ready > 0 else { continue }
      if descriptors.count > 1 && descriptors[1].revents != 0, !send(&pending) { return .gone }
      if descriptors[0].revents != 0 {
        let count = read(output, &piece, piece.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return .gone }
        buffer += piece.prefix(count)
      }
    }
  }

  /// Writes as much as the pipe accepts; false if the process does not read.
  private func send(_ pending: inout [ArraySlice<UInt8>]) -> Bool {
    while let next = pending.popLast() {
      let count = next.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      if count < 0 && errno != EAGAIN && errno != EINTR { return false }
      guard count < next.count else { continue }
      pending.append(next.dropFirst(max(0, count)))
      return true
    }
    return true
  }

  /// Only the variables that a dynamic loader may need; no home directory, so that no `~/.jq` is
  /// read.
  private static func environment() -> [String] {
    let kept = ["LD_LIBRARY_PATH", "LANG", "LC_ALL"].compactMap { (name: String) in
      getenv(name).map { "\(name)=\(String(cString: $0))" }
    }
    return kept + ["HOME=/nonexistent"]
  }
}

/// Passes an array of C strings with a null pointer at its end.
private func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers = strings.map { strdup($0) }
  pointers.append(nil)
  defer { pointers.forEach { free($0) } }
  return pointers.withUnsafeBufferPointer { buffer in
    guard let start = buffer.baseAddress else { preconditionFailure("an array with an element") }
    return body(start)
  }
}
