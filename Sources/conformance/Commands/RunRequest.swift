import FoundationEssentials
import Glibc
import Harness
import Reports
import Transcripts
import Wire

/// What a run was asked for, held against the rules for keys and URLs.
struct RunRequest {
  let arguments: Arguments
  /// Nil for the built-in reference server.
  let endpoint: String?
  let key: Secret?
  /// The variable that held it.
  let keyVariable: String?
  let timeout: Double
  let jobs: Int
  /// What the profile's `max_tokens` gives way to.
  let maxTokens: Int?
  /// Where runs are kept.
  let reports: String
  let output: RunOutput

  init(_ arguments: Arguments) throws(UsageError) {
    self.arguments = arguments
    timeout = try arguments.number("timeout", orElse: 120, in: 0.1...86_400)
    jobs = try arguments.count("jobs", in: 1...256) ?? 4
    maxTokens = try arguments.count("max-tokens", in: 1...10_000_000)
    output = try RunOutput(arguments)
    reports = arguments.value("reports") ?? "reports"
    try Self.check(reports: reports)
    (endpoint, key) = try Self.target(arguments)
    keyVariable = key == nil ? nil : arguments.value("api-key-env") ?? "OPENAI_API_KEY"
    guard let endpoint else { return }
    let origin = try EndpointURL(endpoint).origin
    if key != nil, origin.scheme == "http", !origin.isLoopback, !arguments.has("allow-http-key") {
      throw UsageError(
        "the key would travel unencrypted to \(origin.host): use https, or --allow-http-key")
    }
  }

  private static func target(_ arguments: Arguments) throws(UsageError) -> (String?, Secret?) {
    var endpoint = arguments.value("endpoint")
    var key: String?
    if let name = arguments.value("api-key-env") {
      let value = try arguments.namedVariable("api-key-env", name)
      guard endpoint != nil else {
        throw UsageError("--api-key-env comes with --endpoint: a key belongs to one endpoint")
      }
      key = value
    }
    if endpoint == nil { (endpoint, key) = try pair(arguments) }
    guard let key else { return (endpoint, nil) }
    guard key.unicodeScalars.allSatisfy({ (0x21...0x7E).contains($0.value) }) else {
      throw UsageError(
        "the key holds white space, a line feed or another character that no header may carry")
    }
    return (endpoint, Secret(key))
  }
  /// What the variables of OpenAI's clients name, which are used together or not at all.
  private static func pair(_ arguments: Arguments) throws(UsageError) -> (String?, String?) {
    if arguments.isEmpty("OPENAI_BASE_URL") { throw UsageError.empty("OPENAI_BASE_URL") }
    switch (arguments.variable("OPENAI_BASE_URL"), arguments.variable("OPENAI_API_KEY")) {
    case (let url?, let key?): return (url, key)
    case (_?, nil):
      throw UsageError(
        "OPENAI_BASE_URL is set without OPENAI_API_KEY; name the endpoint with --endpoint")
    case (nil, _?):
      Console.notice("OPENAI_API_KEY is set without OPENAI_BASE_URL, and is not used")
      return (nil, nil)
    case (nil, nil): return (nil, nil)
    }
  }

  /// Finds out before a run whether it can be kept, without making anything.
  private static func check(reports: String) throws(UsageError) {
    var folder = URL(filePath: reports).standardizedFileURL
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.path) {
      folder = folder.deletingLastPathComponent()
    }
    var isFolder = false
    _ = FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder)
    guard isFolder, access(folder.path, W_OK | X_OK) == 0 else {
      throw UsageError(
        "no run can be kept in \(reports): \(folder.path) "
          + (isFolder ? "may not be written to" : "is no folder") + "; --reports DIR names another")
    }
  }
}
