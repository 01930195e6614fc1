import JSONText
import Foundation
import Testing
import Transcripts

/// One run of the executable: its output and its exit code.
struct Invocation: Sendable {
  /// What it wrote to standard output.
  let output: String
  /// What it wrote to standard error.
  let notices: String
  let code: Int32
  /// How long the process lived.
  let seconds: Double
  /// How long it lived after the interruption.
  let secondsToStop: Double

  /// How many processes run at the same time: several tests measure time, and a machine has few cores.
  private static let places = Places(3)

  /// Runs the executable in a folder, with only the given variables in its environment.
  static func run(
    _ words: [String], of executable: String = LawHarness.executable,
    environment: [String: String] = [:], in folder: Scratch,
    signal: Int32 = SIGINT, when isReady: (@Sendable () -> Bool)? = nil
  ) async throws -> Invocation {
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = words
    process.currentDirectoryURL = URL(filePath: folder.path)
    // The four steps are enough to test a command; `LawTests` runs all other cases.
    var variables = [
      "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "CONFORMANCE_PROFILE": "four-step",
    ]
    variables.merge(PreparedSuites.environment) { $1 }
    variables.merge(environment) { $1 }
    _ = try await PreparedSuites.folder.value
    process.environment = variables
    await places.take()
    defer { Task { await places.give() } }
    // Files rather than pipes: a process that fills a pipe that is not read would hang.
    let name = UUID().uuidString
    let (out, err) = ("\(folder.path)/\(name).out", "\(folder.path)/\(name).err")
    for file in [out, err] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
    process.standardOutput = FileHandle(forWritingAtPath: out)
    process.standardError = FileHandle(forWritingAtPath: err)
    process.standardInput = FileHandle.nullDevice
    // The time is taken in the handler: this task may resume later, because other tests run too.
    let ended = AsyncStream<Date>.makeStream()
    process.terminationHandler = { _ in
      ended.continuation.yield(Date())
      ended.continuation.finish()
    }
    let began = Date()
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
      code: process.terminationStatus, seconds: end.timeIntervalSince(began),
      secondsToStop: end.timeIntervalSince(interrupted))
  }

  /// All of its output, for assertions about both streams.
  var printed: String { output + notices }

  /// The record that `--json -` printed.
  func record() throws -> KeptRecord {
    try KeptRecord(#require(StrictJSON.decode(Array(output.utf8)).value, "\(notices)"))
  }

  /// Whether it exited with a code, for the wrong or impossible commands, and named these tokens on standard
  /// error: options, values, paths and the proposals for them. Sentences are not compared.
  func refused(_ tokens: String..., code: Int32 = 2) -> Bool {
    self.code == code && tokens.allSatisfy(notices.contains)
  }
}
