import Harness
import Reports
import Transcripts
import Wire

extension Command {
  /// Validates an endpoint.
  static let run = Command(
    name: "run",
    summary: "Validate an endpoint; with no --endpoint, the built-in reference server.",
    details: """
      OPENAI_BASE_URL and OPENAI_API_KEY are used where neither --endpoint nor --api-key-env is
      given, and only together, so that a key never travels to another host. SSL_CERT_FILE names a
      file of certificates to trust instead of the system's.
      """,
    operands: [],
    options: [
      .value("endpoint", "URL", "The base URL; it usually ends in /v1."),
      .value("model", "ID", "The model to ask; not needed where the endpoint lists one."),
      .value("api-key-env", "VAR", "The environment variable that holds the key."),
      .flag("allow-http-key", "Send the key over plain http to another machine."),
      .value("profile", "NAME", "What to ask for: agent (usual) or four-step."),
      Suites.option,
      .value(
        "only", "GLOB", "Only these cases or checks, e.g. 'four-step/*.stream'.", repeats: true),
      .value("skip", "GLOB", "All but these cases or checks, e.g. 'sse/**'.", repeats: true),
      .value("jobs", "N", "Cases to run at a time (4)."),
      .value("timeout", "S", "Seconds that a request may take (120)."),
      .value("reports", "DIR", "Where runs are kept (reports)."),
      .value("json", "FILE", "Write the run record there too; - is standard output, alone."),
      .flag("strict", "Let a failed `should` count like a failed `must`."),
      .flag("quiet", "Print the verdict and what is wrong, nothing else."),
      .flag("verbose", "Print every check of every exchange."),
    ]
  ) { arguments in
    try await Interruption.cancelling {
      let request = try RunRequest(arguments)
      let suites = try await Suites(arguments)
      let profile = try suites.profile(arguments.value("profile"))
      let run = try await EndpointRun(request, suites: suites, profile: profile)
      return await run.perform()
    }
  }
}

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
