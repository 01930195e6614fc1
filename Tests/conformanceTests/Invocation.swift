import Foundation

/// One run of the executable: what it printed and what it ended with.
struct Invocation: Sendable {
  let output: String
  let notices: String
  let code: Int32
  /// From the interruption to the end.
  let secondsToStop: Double

  /// How many run at a time: each has a second to spare, and a machine has few cores.
  private static let places = Places(3)

  /// Runs the executable in a fresh folder, with nothing in its environment but what is given.
  static func run(
    _ words: [String], of executable: String = ReducedSuites.executable,
    environment: [String: String] = [:], in folder: Scratch,
    signal: Int32 = SIGINT, when isReady: (@Sendable () -> Bool)? = nil
  ) async throws -> Invocation {
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = words
    process.currentDirectoryURL = URL(filePath: folder.path)
    // The four steps are enough for what a command does; the laws run all the rest.
    var variables = [
      "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "CONFORMANCE_PROFILE": "four-step",
    ]
    variables.merge(environment) { $1 }
    process.environment = variables
    await places.take()
    defer { Task { await places.give() } }
    // Files rather than pipes: a pipe that nobody empties would stop a talkative process.
    let name = UUID().uuidString
    let (out, err) = ("\(folder.path)/\(name).out", "\(folder.path)/\(name).err")
    for file in [out, err] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
    process.standardOutput = FileHandle(forWritingAtPath: out)
    process.standardError = FileHandle(forWritingAtPath: err)
    process.standardInput = FileHandle.nullDevice
    // Taken as it ends: this task may have to wait for its turn among other tests.
    let ended = AsyncStream<Date>.makeStream()
    process.terminationHandler = { _ in
      ended.continuation.yield(Date())
      ended.continuation.finish()
    }
    try process.run()
    var interrupted = Date()
    if let isReady {
      let patience = Date().addingTimeInterval(30)
      while process.isRunning && !isReady() && Date() < patience {
        try await Task.sleep(for: .milliseconds(20))
      }
      interrupted = Date()
      kill(process.processIdentifier, signal)
    }
    var end = interrupted
    for await date in ended.stream { end = date }
    return Invocation(
      output: (try? String(contentsOfFile: out, encoding: .utf8)) ?? "",
      notices: (try? String(contentsOfFile: err, encoding: .utf8)) ?? "",
      code: process.terminationStatus, secondsToStop: end.timeIntervalSince(interrupted))
  }
}

/// A number of places, taken in the order in which they were asked for.
actor Places {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) {
    free = count
  }

  func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  func give() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }
}

/// A folder for one test, removed with its owner.
final class Scratch: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "conformance-\(UUID())").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Every file below it, with its bytes.
  func files() -> [(name: String, bytes: Data)] {
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.compactMap { name in
      FileManager.default.contents(atPath: "\(path)/\(name)").map { (name, $0) }
    }
  }

  /// A JSON file below it.
  func json(_ name: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(filePath: "\(path)/\(name)"))
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }
}
