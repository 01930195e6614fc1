/// The identity and the behaviour of a simulated server: the same API, served by another version, on
/// other hardware, by a weaker model, or under load.
public struct Persona: Sendable {
  /// The changes that the traits make, in order.
  let alterations: [Alteration]
  /// The base path.
  let path: String

  /// The traits that can be set, with their values and help texts.
  public static let traits: [(name: String, value: String, help: String)] = [
    ("fingerprint", "TEXT", "the value of system_fingerprint; empty for none"),
    (
      "stamps", "all|last",
      "whether all chunks of a stream have it, or only the last one, as with vLLM"
    ),
    ("owner", "NAME", "owned_by in the model list: vllm, llamacpp, sglang, library, …"),
    ("version", "TEXT", "the version that paths outside of the API report"),
    ("header", "TEXT", "the header Server"),
    ("context", "N", "max_model_len in the model list"),
    ("models", "A,B", "additional models in the list"),
    ("reasoning", "FIELD", "the name of the field for reasoning"),
    ("template", "TEXT", "the chat template that /props reports"),
    ("path", "/a/b/v1", "the base path, instead of /v1"),
    ("model", "ID", "the id of the model, such as org/name"),
    ("clamped", "HEADER", "the response header that reports a reduced max_tokens"),
    ("scopes", "A,B", "the scopes of the API key: models, chat"),
    ("skill", "P", "the probability that the model makes an optional call"),
    ("seed", "N", "the seed of the random numbers for skill"),
    ("lapse", "N", "every Nth answer has no choices"),
    ("busy", "N", "every Nth request is refused with status 429"),
    ("retry", "S", "the Retry-After of such a refusal, in seconds; none for no header"),
    (
      "starts", "N", "the first N requests are refused with status 503, as while a model is loading"
    ),
    ("slots", "N", "how many requests are answered at a time; the others wait"),
    ("pace", "MS", "the duration of each answer, in milliseconds"),
  ]

  /// Reads traits such as `fingerprint=vllm-0.23.0-tp2-a536750c`; throws if one is not valid.
  public init(_ words: [String]) throws(ServerError) {
    var chosen: [String: String] = [:]
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, Self.traits.contains(where: { $0.name == parts[0] }) else {
        throw ServerError(
          description: "`\(word)` is not a valid trait; the traits are "
            + Self.traits.map { "\($0.name)=\($0.value)" }.joined(separator: ", "))
      }
      chosen[String(parts[0])] = String(parts[1])
    }
    path = chosen["path"] ?? Endpoint.path
    alterations = Self.location(chosen) + Self.appearance(chosen) + Self.behavior(chosen)
  }
}
