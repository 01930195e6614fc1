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
    "checks/tools/not-recoded.jq", "checks/tools/arguments-fit-the-schema.jq", "concurrency",
    "errors", "heavy", "limits", "parity", "reasoning", "streaming", "tools", "turns",
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
    return executable.path
  }
}
