import Transcripts
import Wire

/// Which endpoint is asked and with which key, held against the rules for both.
struct TargetRequest {
  /// Nil for the built-in reference server.
  let endpoint: String?
  let key: Secret?
  /// The variable that held it.
  let keyVariable: String?
  /// How long each phase of a request may last; nil where it is not said.
  let deadlines: Deadlines?
  private let certificates: String?

  static let options: [Option] = [
    .value("endpoint", "URL", "The base URL; it usually ends in /v1.", isTarget: true),
    .value("api-key-env", "VAR", "The environment variable that holds the key.", isTarget: true),
    .flag("allow-http-key", "Send the key over plain http to another machine."),
    .value(
      "timeout", "S",
      "Seconds that a request may take (120), or its phases:\nconnect=10,first=300,idle=60,total=900."
    ),
  ]

  /// Reads what was asked for; a kept run's endpoint stands in where none is named, and never gets a
  /// key by itself: a record may come from anybody.
  init(_ arguments: Arguments, orElse kept: String? = nil) throws(UsageError) {
    deadlines = arguments.value("timeout").flatMap { Deadlines($0) }
    if let text = arguments.value("timeout"), deadlines == nil {
      throw UsageError(
        "--timeout is `\(text)`; it takes seconds from 0.1 to 86400, or phases such as"
          + " connect=10,first=300,idle=60,total=900")
    }
    certificates = arguments.variable("SSL_CERT_FILE")
    let named = try Self.target(arguments, usesPair: kept == nil)
    endpoint = named.endpoint ?? kept
    key = named.key
    keyVariable = key == nil ? nil : arguments.value("api-key-env") ?? "OPENAI_API_KEY"
    guard let endpoint else { return }
    let origin = try EndpointURL(endpoint).origin
    if key != nil, origin.scheme == "http", !origin.isLoopback, !arguments.has("allow-http-key") {
      throw UsageError(
        "the key would travel unencrypted to \(origin.host): use https, or --allow-http-key")
    }
  }

  /// What performs the requests to an endpoint.
  func client(of endpoint: String) throws -> Client {
    try Client(
      endpoint: endpoint, key: key, userAgent: "conformance/\(Version.current)",
      certificates: certificates)
  }

  private static func target(_ arguments: Arguments, usesPair: Bool) throws(UsageError)
    -> (endpoint: String?, key: Secret?)
  {
    var endpoint = arguments.value("endpoint")
    var key: String?
    if let name = arguments.value("api-key-env") {
      let value = try arguments.namedVariable("api-key-env", name)
      guard endpoint != nil else {
        throw UsageError("--api-key-env comes with --endpoint: a key belongs to one endpoint")
      }
      key = value
    }
    if endpoint == nil, usesPair { (endpoint, key) = try pair(arguments) }
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
}
