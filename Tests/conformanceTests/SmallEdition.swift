import Foundation

/// The executable beside a few of its suites.
///
/// libjq takes seconds to compile all checks, at every start; what a command does with a run shows with
/// a few.
enum SmallEdition {
  /// The executable, for as long as this process lives.
  static let executable: String = {
    do {
      return try made()
    } catch {
      fatalError("the small edition could not be made: \(error)")
    }
  }()

  /// What is left out of the suites: cases beyond the four steps, and checks that none of these tests needs.
  private static let left = [
    "checks/auth", "checks/chunks", "checks/concurrency", "checks/parity", "checks/reasoning",
    "checks/streamed-tools", "checks/structured", "checks/timing", "checks/chat/not-recoded.jq",
    "checks/cache", "checks/fingerprint", "checks/integrity", "checks/relations",
    "concurrency", "errors", "heavy", "limits", "parity", "rare", "reasoning", "relations",
    "streaming", "tools", "turns",
  ]

  /// What is kept of large topics.
  private static let kept = [
    "tools": [
      "arguments-are-a-string", "arguments-are-json", "call-shape", "expected-arguments",
      "expected-calls", "known-function", "type-is-function", "unique-ids",
    ],
    "turns": ["uses-the-result"],
    "usage": ["adds-up", "in-documents", "in-streams", "once", "within-the-limit"],
    "http": [
      "accepts-the-request", "answers-in-full", "charset-is-utf-8", "does-not-redirect",
      "json-content-type", "keeps-the-connection", "one-framing", "refuses-no-class", "valid-utf-8",
    ],
  ]

  /// Beside the whole one, where it can be linked.
  private static let folder = URL(filePath: Workshop.executable).deletingLastPathComponent()
    .appending(path: "small-edition-\(getpid())")

  private static func made() throws -> String {
    let files = FileManager.default
    try? files.removeItem(at: folder)
    atexit { try? FileManager.default.removeItem(at: SmallEdition.folder) }
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    let executable = folder.appending(path: "conformance")
    try files.linkItem(at: URL(filePath: Workshop.executable), to: executable)
    let suites = folder.appending(path: "suites")
    try files.copyItem(at: URL(filePath: Workshop.suites), to: suites)
    for name in left { try files.removeItem(at: suites.appending(path: name)) }
    for (topic, names) in kept {
      let checks = suites.appending(path: "checks/\(topic)")
      for file in try files.contentsOfDirectory(atPath: checks.path)
      where !names.contains(String(file.dropLast(".jq".count))) {
        try files.removeItem(at: checks.appending(path: file))
      }
    }
    return executable.path
  }
}
