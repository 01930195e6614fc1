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
  let timeout: Double
  let jobs: Int
  let output: RunOutput

  init(_ arguments: Arguments) throws(UsageError) {
    self.arguments = arguments
    timeout = try arguments.number("timeout", orElse: 120, in: 0.1...86_400)
    jobs = Int(try arguments.number("jobs", orElse: 4, in: 1...256))
    output = try RunOutput(arguments)
    (endpoint, key) = try Self.target(arguments)
    guard let endpoint else { return }
    if endpoint.contains("@") {
      throw UsageError(
        "--endpoint holds a user name or password: leave it out; a key goes by --api-key-env VAR")
    }
    let origin: Origin
    do throws(WireProblem) {
      origin = try Origin(url: endpoint)
    } catch {
      throw UsageError("--endpoint \(endpoint.printable) cannot be used: \(error)")
    }
    if endpoint.contains("?") || endpoint.contains("#") {
      throw UsageError(
        "--endpoint is a base URL, to which paths are appended: leave out `?` and `#`")
    }
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
    if endpoint == nil, let url = arguments.variable("OPENAI_BASE_URL"),
      let value = arguments.variable("OPENAI_API_KEY")
    {
      (endpoint, key) = (url, value)
    } else if endpoint == nil, arguments.variable("OPENAI_BASE_URL") != nil {
      throw UsageError(
        "OPENAI_BASE_URL is set without OPENAI_API_KEY; name the endpoint with --endpoint")
    }
    guard let key else { return (endpoint, nil) }
    guard key.unicodeScalars.allSatisfy({ (0x21...0x7E).contains($0.value) }) else {
      throw UsageError(
        "the key holds white space, a line feed or another character that no header may carry")
    }
    return (endpoint, Secret(key))
  }
}
