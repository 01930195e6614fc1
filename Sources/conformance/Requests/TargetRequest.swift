import JSONText
import Harness
import Reports
import Transcripts
import Wire

/// The endpoint and the key of a command line.
struct TargetRequest {
  /// The base URL; nil for the built-in reference server.
  let endpoint: String?
  let key: Secret?
  /// The environment variable that held the key.
  let keyVariable: String?
  /// The maximum duration of each phase of a request; nil for the default.
  let deadlines: Deadlines?
  /// The file in `SSL_CERT_FILE`, which other clients use as well.
  private let certificates: String?

  static let options: [Option] = [
    .value("endpoint", "URL", "The base URL, which usually ends in /v1.", isTarget: true),
    .value("api-key-env", "VAR", "The environment variable that holds the key.", isTarget: true),
    .flag("allow-http-key", "Send the key over unencrypted HTTP to another machine."),
    .value(
      "timeout", "S",
      "Maximum seconds of a request (default: 120), or of its phases,\nsuch as connect=10,first=300,idle=60,total=900."
    ),
  ]

  /// Reads the options. Without --endpoint, a stored run's endpoint is used, but without a key, because the
  /// record may come from anyone.
  init(_ arguments: Arguments, orElse stored: RunRecord? = nil) throws(UsageError) {
    deadlines = arguments.value("timeout").flatMap { Deadlines($0) }
    if let text = arguments.value("timeout"), deadlines == nil {
      throw UsageError(
        "--timeout is `\(text)`; it must be seconds from 0.1 to 86400, or phases such as"
          + " connect=10,first=300,idle=60,total=900")
    }
    certificates = arguments.variable("SSL_CERT_FILE")
    let named = try Self.target(arguments, usesPair: stored == nil)
    endpoint = named.endpoint ?? stored?.endpoint
    key = named.key
    keyVariable = key == nil ? nil : arguments.value("api-key-env") ?? "OPENAI_API_KEY"
    if key == nil, let stored, let variable = stored.keyVariable, !arguments.has("endpoint") {
      throw UsageError(
        "the run used a key, but a record must not determine which host receives it: add --endpoint"
          + " \(stored.endpoint.printable) --api-key-env \(variable.printable)")
    }
    guard let endpoint else { return }
    let origin = try EndpointURL(endpoint).origin
    if key != nil, origin.scheme == "http", !origin.isLoopback, !arguments.has("allow-http-key") {
      throw UsageError(
        "the key would be sent unencrypted to \(origin.host): use https, or --allow-http-key")
    }
  }

  /// The endpoint to test; `reference` is the built-in server.
  func target(_ reference: String, model: String?, _ defaults: Deadlines = Deadlines()) -> Target {
    Target(
      endpoint: endpoint ?? reference, model: model, key: key, deadlines: deadlines ?? defaults)
  }

  /// A client for an endpoint.
  func client(of endpoint: String) throws -> Client {
    try Client(
      endpoint: endpoint, key: key, userAgent: "conformance/\(Version.current)",
      certificates: certificates)
  }

  /// The endpoint and key of the options, or of OpenAI's variables if `usesPair` allows them.
  private static func target(_ arguments: Arguments, usesPair: Bool) throws(UsageError)
    -> (endpoint: String?, key: Secret?)
  {
    var endpoint = arguments.value("endpoint")
    var key: String?
    if let name = arguments.value("api-key-env") {
      let value = try arguments.namedVariable("api-key-env", name)
      guard endpoint != nil else {
        throw UsageError("--api-key-env requires --endpoint: a key belongs to one endpoint")
      }
      key = value
    }
    if endpoint == nil, usesPair { (endpoint, key) = try pair(arguments) }
    guard let key else { return (endpoint, nil) }
    guard key.unicodeScalars.allSatisfy({ (0x21...0x7E).contains($0.value) }) else {
      throw UsageError(
        "the key contains white space, a line feed or another character that is not valid in a header"
      )
    }
    return (endpoint, Secret(key))
  }

  /// The endpoint and key in the variables of OpenAI's clients, if both are set.
  private static func pair(_ arguments: Arguments) throws(UsageError) -> (String?, String?) {
    if arguments.isEmpty("OPENAI_BASE_URL") { throw UsageError.empty("OPENAI_BASE_URL") }
    switch (arguments.variable("OPENAI_BASE_URL"), arguments.variable("OPENAI_API_KEY")) {
    case (let url?, let key?): return (url, key)
    case (_?, nil):
      throw UsageError(
        "OPENAI_BASE_URL is set without OPENAI_API_KEY; use --endpoint instead")
    case (nil, _?):
      Console.notice("OPENAI_API_KEY is ignored, because OPENAI_BASE_URL is not set")
      return (nil, nil)
    case (nil, nil): return (nil, nil)
    }
  }
}
