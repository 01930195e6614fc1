import Foundation

/// The executable with a part of its suites.
///
/// libjq takes seconds to compile all checks, at every start. A few checks are enough to test a command.
enum ReducedSuites {
  /// The executable; it is deleted when this process ends.
  static let executable: String = {
    do {
      return try made()
    } catch {
      fatalError("the reduced suites could not be made: \(error)")
    }
  }()

  /// The checks that remain.
  private static let checks = [
    "chat/assistant-role", "chat/field-types", "chat/finishes-once", "chat/has-choices",
    "chat/required-fields", "errors/busy-says-when", "errors/field-types", "errors/has-a-message",
    "finish/as-expected", "finish/calls-mean-tool-calls", "finish/fits-the-budget",
    "http/accepts-the-request", "http/answers-in-full", "http/does-not-redirect",
    "http/json-content-type", "http/keeps-the-connection", "http/refuses-no-class",
    "models/context-length", "models/lists-models", "models/lists-the-model", "sse/content-type",
    "sse/ends-with-done", "sse/events-are-json", "tools/arguments-are-a-string",
    "tools/arguments-are-json", "tools/call-shape", "tools/expected-arguments",
    "tools/expected-calls", "tools/known-function", "turns/uses-the-result", "usage/adds-up",
    "usage/in-documents", "usage/in-streams", "usage/once", "usage/within-the-limit",
  ]

  /// The suites that are left out.
  private static let suites = [
    "concurrency", "errors", "heavy", "limits", "parity", "rare", "reasoning", "relations",
    "streaming", "tools", "turns",
  ]

  /// Next to the complete one, so that the executable can be linked.
  private static let folder = URL(filePath: LawHarness.executable).deletingLastPathComponent()
    .appending(path: "reduced-suites-\(getpid())")

  private static func made() throws -> String {
    let files = FileManager.default
    try? files.removeItem(at: folder)
    atexit { try? FileManager.default.removeItem(at: ReducedSuites.folder) }
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    let executable = folder.appending(path: "conformance")
    try files.linkItem(at: URL(filePath: LawHarness.executable), to: executable)
    let suites = folder.appending(path: "suites")
    try files.copyItem(at: URL(filePath: LawHarness.suites), to: suites)
    for name in Self.suites { try files.removeItem(at: suites.appending(path: name)) }
    let all = suites.appending(path: "checks").path
    for file in files.enumerator(atPath: all)?.compactMap({ $0 as? String }) ?? []
    where file.hasSuffix(".jq") && !checks.contains(String(file.dropLast(".jq".count))) {
      try files.removeItem(atPath: "\(all)/\(file)")
    }
    return executable.path
  }
}
